// The academy's time: the server says what it is, the page counts on by what has passed since, whatever the computer's
// clock says meanwhile.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Computers' clocks are put right by less; more is a jump, or a sleep during which nothing was counted. */
const APART = 5000;

/** Milliseconds that have passed, from some beginning on. */
export const elapsed = () => performance.now();

/** Runs on from the server's instant `now`, "2026-10-05T09:00:00+05:00". */
export class ServerClock {
  /** @param {string} now */
  constructor(now) {
    this.ahead = Date.parse(now) - elapsed();
    this.apart = this.#apart;
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(now) ?? [null, "+", "0", "0"];
    this.offset = (sign === "-" ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
  }

  now() {
    return elapsed() + this.ahead;
  }

  /** Today's date at the academy, "2026-10-05". */
  today() {
    return new Date(this.now() + this.offset).toISOString().slice(0, 10);
  }

  /** Whether the computer's clock has gone another way: it was set, or the computer slept; then the server is asked. */
  get isDoubtful() {
    return Math.abs(this.#apart - this.apart) > APART;
  }

  get #apart() {
    return Date.now() - elapsed();
  }
}
