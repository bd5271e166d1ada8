import { t } from "../i18n.js";
import { enhancePassword } from "../ui/password.js";
import { toast } from "../ui/toast.js";

enhancePassword(() => toast(t("ui.password.changed")));
