/** The org's password policy, in Okta's words. */
const REQUIREMENTS =
  "Password requirements were not met. Password requirements: at least 8 characters, a lowercase letter, an uppercase letter, a number, no parts of your username.";

/** What the org's password policy, Okta's default one, has against a password; undefined where it has nothing. */
export function findPasswordFault(password: string, login: string): string | undefined {
  const lower = password.toLowerCase();
  const holdsUsername = login
    .toLowerCase()
    .split(/[@.,_#\-\s]+/)
    // Okta looks at parts of four characters and more.
    .some((part) => part.length >= 4 && lower.includes(part));
  const isStrong =
    password.length >= 8 && /[a-z]/.test(password) && /[A-Z]/.test(password) && /\d/.test(password) && !holdsUsername;
  return isStrong ? undefined : REQUIREMENTS;
}

const TEMPORARY = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** A temporary password, which the policy has nothing against. */
export function makeTemporaryPassword(random: () => number): string {
  let password = "Tp7";
  while (password.length < 8) password += TEMPORARY[Math.floor(random() * TEMPORARY.length)];
  return password;
}
