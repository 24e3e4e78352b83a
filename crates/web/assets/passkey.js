/**
 * Passkeys: turns the server"s JSON into what the browser"s own interface takes, and back.
 * Written out by hand because not all browsers in use have the JSON forms built in.
 */

/** @param {string} text base64url @returns {ArrayBuffer} */
const bytes = (text) => {
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (char) => char.charCodeAt(0)).buffer;
};

/** @param {ArrayBuffer} buffer @returns {string} base64url */
const text = (buffer) => {
  const raw = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

/** @param {{id: string}} credential */
const named = (credential) => ({ ...credential, id: bytes(credential.id) });

/** Whether this browser can use passkeys at all. */
export const available = () => typeof PublicKeyCredential === "function";

/**
 * Makes a passkey.
 * @param {any} options the server's creation options
 * @returns {Promise<object>} what the server reads
 */
export async function make({ publicKey }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: (publicKey.excludeCredentials ?? []).map(named),
    },
  });
  const { response } = credential;
  return {
    ...common(credential),
    response: {
      attestationObject: text(response.attestationObject),
      clientDataJSON: text(response.clientDataJSON),
      transports: response.getTransports?.() ?? [],
    },
  };
}

/**
 * Proves that one of the passkeys is here.
 * @param {any} options the server's request options
 * @returns {Promise<object>} what the server reads
 */
export async function prove({ publicKey }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: publicKey.allowCredentials.map(named),
    },
  });
  const { response } = credential;
  return {
    ...common(credential),
    response: {
      authenticatorData: text(response.authenticatorData),
      clientDataJSON: text(response.clientDataJSON),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  };
}

/** @param {PublicKeyCredential} credential */
const common = (credential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  extensions: credential.getClientExtensionResults(),
});
