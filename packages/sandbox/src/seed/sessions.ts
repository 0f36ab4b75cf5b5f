import { isoDate } from "../org/clock.ts";
import type { Store } from "../org/model.ts";
import { oktaId, seededRandom } from "../org/random.ts";
import { detailedUsers } from "./people.ts";

const HOUR = 3600;

/** Signs every third of the active users in, some hours before a moment (seconds since the epoch), for a day. */
export function seedSessions(store: Store, seed: number, now: number): void {
  const random = seededRandom(seed + 700);
  const active = detailedUsers(store).filter(({ status }) => status === "ACTIVE");
  for (const user of active.filter((_, place) => place % 3 === 0)) {
    const createdAt = now - Math.floor(random() * 8 * HOUR);
    const id = oktaId("102", random);
    store.sessions.set(id, {
      id,
      userId: user.id,
      createdAt: isoDate(createdAt),
      expiresAt: isoDate(createdAt + 24 * HOUR),
    });
  }
}
