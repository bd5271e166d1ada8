// Changing somebody's account: the roles, and whether they may sign in.
import { api } from "../api.js";
import { again } from "../ui/again.js";
import { enhance } from "../ui/form.js";
import { roleRows } from "../ui/roles.js";

const path = `/api/v1/people/${document.querySelector("[data-person]").dataset.person}`;
const roleForm = document.querySelector("[data-change-roles]");
const switchForm = document.querySelector("[data-switch]");

if (roleForm) roleRows(roleForm);
enhance(roleForm, async ({ command_id, roles }) => {
  await api.put(`${path}/roles`, { command_id, roles: JSON.parse(roles) });
  again();
});
enhance(document.querySelector("[data-reset-factor]"), async (command) => {
  await api.post(`${path}/reset-second-factor`, command);
  again();
});
enhance(document.querySelector("[data-ask-password]"), async (command) => {
  await api.post(`${path}/password-requests`, command);
  again();
});
const withdrawal = document.querySelector("[data-withdraw-request]");
enhance(withdrawal, async (command) => {
  await api.post(`/api/v1/password-requests/${withdrawal.dataset.withdrawRequest}/withdraw`, command);
  again();
});
enhance(switchForm, async (command) => {
  await api.post(`${path}/switch-${switchForm.dataset.switch}`, command);
  again();
});
