import type { OktaClientOptions } from "@okta-edge/core";
import { readConnections } from "../api/connections.ts";
import { FailedError } from "../errors.ts";
import type { KeyKind } from "../keys/generate.ts";
import { describePublicKey, type PublicKey, readPublicKey } from "../keys/public-key.ts";
import { type DevVars, editDevVars } from "../project/dev-vars.ts";
import { readProjectSettings } from "../project/settings.ts";
import type { Session } from "../session.ts";
import { askCallerKey } from "../worker/caller-key.ts";
import { runWrangler } from "../wrangler/run-wrangler.ts";
import { withSecretFile } from "../wrangler/secret-file.ts";
import { makeNextKey } from "./new-key.ts";
import { type RotationKey, readRotationKeys } from "./rotation-keys.ts";
import { tryKey } from "./try-key.ts";
import { waitForKey } from "./wait-for-key.ts";

/** The steps of docs/rotation.md. */
export type RotationStep = "add" | "give" | "retire" | "promote";

/** How to rotate. */
export interface RotationOptions {
  readonly environment: string | undefined;
  readonly url: string | undefined;
  readonly keyFile: string | undefined;
  readonly algorithm: KeyKind;
  readonly keyId: string | undefined;
  /** Whether there is no deployed Worker. */
  readonly local: boolean;
}

/** How far the rotation is. */
export interface RotationResult {
  readonly done: readonly RotationStep[];
  /** What must be done by hand in Okta before the rotation can go on. */
  readonly waiting?: string;
  readonly publicJwk: PublicKey["publicJwk"];
  readonly oldKeyId: string;
  readonly newKeyId: string;
}

/**
 * Rotates the key of the default connection, from wherever an earlier run stopped. Every step is verified and can be repeated:
 * `.dev.vars` changes before the first step that needs the new key, and after the last one.
 */
export async function rotateKey(session: Session, devVars: DevVars, options: RotationOptions): Promise<RotationResult> {
  const { current, next: started } = readRotationKeys(devVars);
  const next = started ?? (await startRotation(session, devVars, options, current));
  const connection = await readConnection(session, options.environment);
  const publicKey = await readPublicKey(next.privateKey);
  const common = {
    publicJwk: { ...publicKey.publicJwk, kid: next.keyId },
    oldKeyId: current.keyId,
    newKeyId: next.keyId,
  };
  const done: RotationStep[] = [];
  const putSecrets = (secrets: Readonly<Record<string, string | null>>) =>
    options.local
      ? Promise.resolve()
      : withSecretFile(secrets, (file) =>
          runWrangler({
            folder: session.folder,
            args: ["secret", "bulk", file],
            environment: options.environment,
            env: session.env,
          }),
        );

  const add = `Add the public key to the app in Okta (General › Public Keys › Add key), with the KID ${next.keyId}, and keep the old key Active.`;
  if (!(await isAccepted(session, connection, next))) {
    session.note(`\n${describePublicKey({ ...publicKey, publicJwk: common.publicJwk })}\n`);
    if (!(await until(session, add, () => isAccepted(session, connection, next))))
      return { ...common, done, waiting: add };
  }
  done.push("add");

  await putSecrets({ OKTA_PRIVATE_KEY_NEXT: next.privateKey, OKTA_KEY_ID_NEXT: next.keyId });
  done.push("give");

  const retire = `Set the old key ${current.keyId} Inactive in Okta (General › Public Keys). The Worker turns to the new key by itself.`;
  const isRetired = async () => !(await isAccepted(session, connection, current));
  if (!(await isRetired()) && !(await until(session, retire, isRetired))) return { ...common, done, waiting: retire };
  // The new key must still be accepted: the wrong one may have been set Inactive.
  if (!(await isAccepted(session, connection, next))) {
    throw new FailedError("Okta rejects both keys.", {
      hint: `Set the key ${next.keyId} Active in Okta, or the old key ${current.keyId}, and run the command again.`,
      code: "both_keys_rejected",
    });
  }
  done.push("retire");

  await putSecrets({
    OKTA_PRIVATE_KEY: next.privateKey,
    OKTA_KEY_ID: next.keyId,
    OKTA_PRIVATE_KEY_NEXT: null,
    OKTA_KEY_ID_NEXT: null,
  });
  const { url } = options;
  if (url !== undefined) {
    const key = await askCallerKey(session, url);
    await session.progress.wait("Waiting until the Worker uses the new key", () =>
      waitForKey(url, key, publicKey.thumbprint),
    );
  }
  await editDevVars(session.folder, devVars.file, {
    OKTA_PRIVATE_KEY: next.privateKey,
    OKTA_KEY_ID: next.keyId,
    OKTA_PRIVATE_KEY_NEXT: null,
    OKTA_KEY_ID_NEXT: null,
  });
  done.push("promote");
  return { ...common, done };
}

/** Writes the new key into `.dev.vars` before anyone adds it to Okta: an interruption must not lose it. */
async function startRotation(
  { folder }: Session,
  { file }: DevVars,
  { keyFile, algorithm, keyId }: RotationOptions,
  current: RotationKey,
): Promise<RotationKey> {
  const next = await makeNextKey(keyFile, algorithm, keyId, folder, current);
  await editDevVars(folder, file, { OKTA_PRIVATE_KEY_NEXT: next.privateKey, OKTA_KEY_ID_NEXT: next.keyId });
  return next;
}

async function readConnection({ folder, env }: Session, environment: string | undefined): Promise<OktaClientOptions> {
  const connections = await readConnections(await readProjectSettings(folder, environment, env));
  const found = connections.find(({ name }) => name === "default");
  if (!found) throw new FailedError("There is no default connection in the settings.", { code: "no_settings" });
  return found.options;
}

async function isAccepted({ progress }: Session, connection: OktaClientOptions, key: RotationKey): Promise<boolean> {
  const { accepted } = await progress.wait(`Asking Okta about the key ${key.keyId}`, () => tryKey(connection, key));
  return accepted;
}

/** Asks the reader to do something in Okta until it is done; false without a terminal. */
async function until(session: Session, request: string, isDone: () => Promise<boolean>): Promise<boolean> {
  if (!session.prompts.isInteractive) return false;
  for (;;) {
    await session.prompts.text({
      message: `${request} Then press Enter.`,
      otherwise: "Run the command again afterwards.",
    });
    if (await isDone()) return true;
    session.note("✖ Not yet. Okta needs the change to be saved.");
  }
}
