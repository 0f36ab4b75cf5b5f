import type { Store } from "../org/model.ts";
import { seededRandom } from "../org/random.ts";
import { makeTemporaryPassword } from "../users/password.ts";
import { detailedUsers } from "./people.ts";

const QUESTIONS: readonly (readonly [question: string, answer: string])[] = [
  ["What was your first program?", "hello world"],
  ["Which machine did you learn on?", "the one in the basement"],
  ["What is the name of your first teacher?", "Professor Moriarty"],
];

/** Gives a password that the sandbox knows, and a recovery question, to all who have a password. */
export function seedCredentials(store: Store, seed: number): void {
  const random = seededRandom(seed + 600);
  for (const user of detailedUsers(store)) {
    if (!user.hasPassword) continue;
    user.password = makeTemporaryPassword(random);
    const [question, answer] = QUESTIONS[Math.floor(random() * QUESTIONS.length)] ?? ["", ""];
    user.recoveryQuestion = { question, answer };
  }
}
