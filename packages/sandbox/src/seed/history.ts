import { userParty } from "../api/record-event.ts";
import { isoDate } from "../org/clock.ts";
import type { LogEvent, LogHistory, Store } from "../org/model.ts";
import { OrderedMap } from "../org/ordered-map.ts";
import { seededRandom } from "../org/random.ts";
import { LOG_PLACES, USER_AGENTS } from "./places.ts";

const DAY = 86_400;

/** The days before the org's clock that the history is about: those that the log keeps, before those of the other events. */
const FIRST = 89;
const LAST = 15;

const KINDS = [
  ["policy.evaluate_sign_on", "Evaluation of sign-on policy", "ALLOW"],
  ["user.session.start", "User login to Okta", "SUCCESS"],
  ["user.authentication.sso", "User single sign on to app", "SUCCESS"],
  ["user.authentication.auth_via_mfa", "Authentication of user via MFA", "SUCCESS"],
  ["user.session.start", "User login to Okta", "FAILURE"],
  ["user.session.end", "User logout from Okta", "SUCCESS"],
] as const;

/**
 * Makes the history of a large org: events that are made anew whenever they are asked for, so that a million of them take no
 * memory. The same for the same seed, but for the time.
 */
export function makeHistory({ users }: Store, length: number, seed: number, now: number): LogHistory {
  const step = ((FIRST - LAST) * DAY) / length;
  const ids = [...users.keys()];
  const known = users instanceof OrderedMap ? users : new Map(users);
  return {
    length,
    at(place): LogEvent {
      const random = seededRandom(seed * 31 + place);
      // The first numbers of neighboring seeds are alike.
      random();
      const id = ids[Math.floor(random() * ids.length)] ?? "";
      const user = known.get(id);
      const [eventType, displayMessage, result] = KINDS[Math.floor(random() * KINDS.length)] ?? KINDS[0];
      const [ipAddress, where] = LOG_PLACES[Math.floor(random() * LOG_PLACES.length)] ?? [];
      const hex = (digits: number) =>
        Math.floor(random() * 16 ** digits)
          .toString(16)
          .padStart(digits, "0");
      const number = place.toString(16).padStart(8, "0");
      return {
        uuid: `${number}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`,
        published: isoDate(now - FIRST * DAY + place * step),
        eventType,
        displayMessage,
        severity: result === "FAILURE" ? "WARN" : "INFO",
        outcome: { result, reason: result === "FAILURE" ? "INVALID_CREDENTIALS" : null },
        actor: user ? userParty(user) : { id, type: "User", alternateId: "unknown", displayName: "Deleted user" },
        target: [],
        context: {
          requestUri: "/idp/idx/identify",
          transactionId: `${hex(8)}${hex(8)}`,
          ipAddress,
          userAgent: USER_AGENTS[Math.floor(random() * USER_AGENTS.length)],
          place: where,
        },
      };
    },
  };
}
