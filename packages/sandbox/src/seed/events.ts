import { userParty } from "../api/record-event.ts";
import { isoDate } from "../org/clock.ts";
import type { LogContext } from "../org/log-context.ts";
import type { LogEvent, LogParty, Store, User } from "../org/model.ts";
import { oktaId, seededRandom } from "../org/random.ts";
import { detailedUsers } from "./people.ts";
import { LOG_PLACES, USER_AGENTS } from "./places.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** How many days before the org's clock the log begins. */
const DAYS = 14;

/** How many people sign in on a day, or fewer where there are fewer. */
const SIGN_INS = 12;

/** What an event is before it has an ID and a time. */
type Draft = Pick<LogEvent, "eventType" | "displayMessage"> & {
  readonly actor: LogParty;
  readonly target?: readonly LogParty[];
  readonly severity?: LogEvent["severity"];
  readonly outcome?: LogEvent["outcome"];
  readonly context?: LogContext | undefined;
};

const SUCCESS: LogEvent["outcome"] = { result: "SUCCESS", reason: null };

/**
 * Fills the System Log with the two weeks before a moment (seconds since the epoch): people sign in, mistype their
 * passwords, are locked out. The same for the same seed, but for the time.
 */
export function seedEvents(store: Store, seed: number, now: number): void {
  const random = seededRandom(seed + 500);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const users = detailedUsers(store);
  const active = users.filter(({ status }) => status === "ACTIVE");
  const [admin] = active;
  if (!admin) return;
  const events: LogEvent[] = [];
  const add = (time: number, { target = [], severity = "INFO", outcome = SUCCESS, ...draft }: Draft) => {
    events.push({ uuid: uuid(random), published: isoDate(time), severity, outcome, target, ...draft });
  };
  const contextOf = (user: User, requestUri: string, sessionId?: string): LogContext => {
    // People stay where they are and keep their browser.
    const home = [...user.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
    const [ipAddress, place] = LOG_PLACES[home % LOG_PLACES.length] ?? [];
    const userAgent = USER_AGENTS[home % USER_AGENTS.length];
    return { requestUri, transactionId: oktaId("", random), ipAddress, userAgent, sessionId, place };
  };

  function signIn(user: User, time: number): void {
    const sessionId = oktaId("idx", random);
    const context = contextOf(user, "/idp/idx/identify", sessionId);
    const actor = userParty(user);
    const app = pick([...store.apps.values()]);
    add(time, {
      eventType: "policy.evaluate_sign_on",
      displayMessage: "Evaluation of sign-on policy",
      actor,
      outcome: { result: "ALLOW", reason: "Sign-on policy evaluation resulted in ALLOW" },
      context,
    });
    add(time + 1, { eventType: "user.session.start", displayMessage: "User login to Okta", actor, context });
    if (app) {
      const { id, definition } = app;
      const target = [{ id, type: "AppInstance", alternateId: definition.label, displayName: definition.label }];
      const displayMessage = "User single sign on to app";
      add(time + 20, { eventType: "user.authentication.sso", displayMessage, actor, target, context });
    }
  }

  function failToSignIn(user: User, time: number, reason: string): void {
    add(time, {
      eventType: "user.session.start",
      displayMessage: "User login to Okta",
      actor: userParty(user),
      severity: "WARN",
      outcome: { result: "FAILURE", reason },
      context: contextOf(user, "/idp/idx/identify"),
    });
  }

  function lockOut(user: User, time: number): void {
    for (let attempt = 0; attempt < 4; attempt++) failToSignIn(user, time + attempt * 9, "INVALID_CREDENTIALS");
    add(time + 36, {
      eventType: "user.account.lock",
      displayMessage: "Max sign in attempts exceeded",
      actor: userParty(user),
      target: [userParty(user)],
      severity: "DEBUG",
      outcome: { result: "FAILURE", reason: "LOCKED_OUT" },
      context: contextOf(user, "/idp/idx/identify"),
    });
    failToSignIn(user, time + 60, "LOCKED_OUT");
  }

  for (let day = DAYS; day > 0; day--) {
    const begun = now - day * DAY;
    for (let count = 0; count < Math.min(SIGN_INS, active.length); count++) {
      const user = pick(active) ?? admin;
      const time = begun + Math.floor(random() * (DAY - HOUR));
      if (random() < 0.15) failToSignIn(user, time - 30, "INVALID_CREDENTIALS");
      signIn(user, time);
    }
    if (day % 3 !== 0) continue;
    const locked = pick(active) ?? admin;
    const time = begun + Math.floor(random() * DAY) / 2;
    lockOut(locked, time);
    add(time + HOUR, {
      eventType: "user.account.unlock",
      displayMessage: "Unlock user account",
      actor: userParty(admin),
      target: [userParty(locked)],
      context: contextOf(admin, `/api/v1/users/${locked.id}/lifecycle/unlock`),
    });
  }
  // Users that are locked out now have been so for a few hours.
  for (const user of users.filter(({ status }) => status === "LOCKED_OUT")) {
    lockOut(user, now - HOUR - Math.floor(random() * 3 * HOUR));
  }
  events.sort((one, other) => Date.parse(one.published) - Date.parse(other.published));
  store.events.push(...events);
}

/** A UUID of version 4. */
function uuid(random: () => number): string {
  return "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replaceAll("x", () => Math.floor(random() * 16).toString(16));
}
