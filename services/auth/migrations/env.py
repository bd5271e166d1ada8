from services.auth.store.models import Base
from services.common.storage.migrate import run

run(Base.metadata)
