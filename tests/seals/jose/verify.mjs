// Verifies JAdES seals with npm jose: node verify.mjs FILE... prints "valid" or "invalid: why", one line a file.
// The key is that of the first certificate in x5c; sigT may be critical, as in the Commission's files.
import { X509Certificate, webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";

globalThis.crypto ??= webcrypto; // Node 18
const { generalVerify } = await import("jose");

const key = ({ x5c }) => new X509Certificate(Buffer.from(x5c[0], "base64")).publicKey;

for (const file of process.argv.slice(2)) {
  try {
    const { payload } = await generalVerify(JSON.parse(readFileSync(file, "utf8")), key, {
      algorithms: ["RS256", "ES256", "ES384"],
      crit: { sigT: true },
    });
    JSON.parse(Buffer.from(payload).toString("utf8"));
    console.log("valid");
  } catch (error) {
    console.log(`invalid: ${error.message}`);
  }
}
