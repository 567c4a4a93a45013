// For tests only: what a site promises about TLS, a line for each promise, `ok` or `not ok`. Its certificate
// is a test's own, and is not judged here.
//
//     node secure.mjs PORT PLAIN_PORT UPSTREAM_PORT
import { createServer, request as http } from "node:http";
import { connect as http2 } from "node:http2";
import { request as https } from "node:https";
import { connect } from "node:tls";

const [port, plain, upstream] = process.argv.slice(2).map(Number);
const anyCertificate = { host: "localhost", servername: "localhost", port, rejectUnauthorized: false };

function ask(request, options) {
  return new Promise((resolve, reject) => {
    const call = request({ host: "localhost", ...options }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer));
    });
    call.on("error", reject).end();
  });
}

/** The protocol that is agreed on when this side offers one only; undefined when none is. */
function agreed(version) {
  const offer = { minVersion: version, maxVersion: version, ciphers: "ALL:@SECLEVEL=0" };
  return new Promise((resolve) => {
    const socket = connect({ ...anyCertificate, ...offer }, () => {
      resolve(socket.getProtocol());
      socket.destroy();
    });
    socket.on("error", () => resolve(undefined));
  });
}

function statusByHttp2() {
  return new Promise((resolve, reject) => {
    const session = http2(`https://localhost:${port}`, { rejectUnauthorized: false }).on("error", reject);
    session.request({ ":path": "/" }).on("error", reject).on("response", (headers) => {
      resolve(headers[":status"]);
      session.destroy();
    });
  });
}

let called = 0;
const api = createServer((_, answer) => {
  called += 1;
  answer.end("{}");
});
await new Promise((resolve) => api.listen(upstream, "127.0.0.1", resolve));

function relayed(origin) {
  const headers = { origin, "sec-fetch-site": "same-origin" };
  return ask(https, { ...anyCertificate, path: "/relay/bunny/dnszone", headers });
}

const promises = {
  "the page comes over TLS, and is to come so for a year": async () => {
    const { statusCode, headers } = await ask(https, { ...anyCertificate, path: "/" });
    return statusCode === 200 && headers["strict-transport-security"] === "max-age=31536000";
  },
  "HTTP/2 is spoken": async () => (await statusByHttp2()) === 200,
  "TLS 1.3 and 1.2 are spoken": async () =>
    (await agreed("TLSv1.3")) === "TLSv1.3" && (await agreed("TLSv1.2")) === "TLSv1.2",
  "TLS 1.1 is not": async () => (await agreed("TLSv1.1")) === undefined,
  "without TLS one is led there": async () => {
    const { statusCode, headers } = await ask(http, { port: plain, path: "/?a=b" });
    return [301, 308].includes(statusCode) && /^https:\/\/.+\/\?a=b$/.test(headers.location);
  },
  "the page's own calls pass the relay": async () =>
    (await relayed(`https://localhost:${port}`)).statusCode === 200 && called === 1,
  "those of the same name without TLS do not": async () => {
    const before = called;
    return (await relayed(`http://localhost:${port}`)).statusCode === 403 && called === before;
  },
};
for (const [what, holds] of Object.entries(promises)) {
  const verdict = await holds().catch((error) => console.error(error));
  console.log(`${verdict ? "ok" : "not ok"} ${what}`);
}
api.close();
process.exit();
