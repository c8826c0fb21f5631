/** The coach's own key, with which it signs what it tells a platform: made at first start and kept in the data folder, or from configuration. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { calculateJwkThumbprint, exportJWK, type JWK, SignJWT } from 'jose';
import { keptIn } from '../kept-file.ts';

const LEAST_BITS = 2048;

export type ToolKey = {
  /** What the platform fetches to check our signatures. */
  readonly jwks: { readonly keys: readonly JWK[] };
  /** A signed token with these claims, good for so long from now. */
  sign(claims: Readonly<Record<string, unknown>>, now: Date, lifeS: number): Promise<string>;
};

/** @throws a sentence with the cure if the key cannot be used */
export async function openKey(files: { configured: string | undefined; kept: string }): Promise<ToolKey> {
  const key = files.configured === undefined ? privateKey(keptIn(files.kept, newKey), files.kept) : configuredKey(files.configured);
  const jwk = await exportJWK(createPublicKey(key));
  const kid = await calculateJwkThumbprint(jwk);
  return {
    jwks: { keys: [{ ...jwk, kid, alg: 'RS256', use: 'sig' }] },
    sign(claims, now, lifeS) {
      const iat = Math.floor(now.getTime() / 1000);
      return new SignJWT({ ...claims, iat, exp: iat + lifeS }).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(key);
    },
  };
}

function newKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: LEAST_BITS }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** @throws a sentence with the setting and the cure if the file holds no key that can be used */
export function configuredKey(file: string): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`LTI_KEY_FILE: ${file} cannot be read → correct the path, or leave it out`);
  }
  return privateKey(pem, file);
}

function privateKey(pem: string, file: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(pem);
  } catch {
    // Told below, with the cure.
  }
  if (key?.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_BITS)
    throw new Error(`LTI_KEY_FILE: ${file} holds no RSA private key of ${LEAST_BITS} bits → make one: openssl genrsa -out lti-key.pem ${LEAST_BITS}`);
  return key;
}
