// Proposing by what marks become results.
import { api } from "../api.js";
import { enhance } from "../ui/form.js";

const form = document.querySelector("[data-policy]");

/** "0,6" as programs write it. @param {string} text */
const decimal = (text) => text.trim().replace(",", ".");

/** @param {HTMLElement} row */
function letterOf(row) {
  const [letter, lowest, points] = [...row.querySelectorAll("input")].map((input) => input.value.trim());
  return { letter, lowest: Number(lowest), points: decimal(points) };
}

/** The rows that name a letter; an empty row stands for none. */
const letters = () => [...form.querySelectorAll("[data-letter]")].map(letterOf).filter(({ letter }) => letter);

/** @param {Values} values */
function terms(values) {
  const { rating, gate, attempt, carried } = values;
  return {
    rating,
    gate,
    attempt,
    carried,
    rating_weight: decimal(values.rating_weight),
    examination_weight: decimal(values.examination_weight),
    pass_mark: Number(values.pass_mark),
    must_pass: values.must_pass === "yes",
    decimals: Number(values.decimals),
    retakes: Number(values.retakes),
    credits: Number(values.credits),
    counting_zero: [...form.querySelectorAll("[name^=zero-]:checked")].map((input) => input.value),
    letters: letters(),
  };
}

enhance(form, async (values) => {
  const { command_id, subject, holds_from } = values;
  const { number } = await api.post("/api/v1/policies", { command_id, subject, holds_from, terms: terms(values) });
  location.assign(`/policies/${number}`);
});
