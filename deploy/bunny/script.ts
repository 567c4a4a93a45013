// The Edge Script for bunny.net, of the standalone kind: Zonesift's page from a storage zone, and its
// relay. It keeps and logs nothing. `npm run bunny` makes of it the one file that is uploaded.
import process from "node:process";
import * as BunnySDK from "@bunny.net/edgescript-sdk";
import { UPSTREAMS } from "../relay.ts";
import { site } from "../site.ts";

const { FILES, BUNNY, CLOUDFLARE, PORT } = process.env;
const upstreams = { bunny: BUNNY ?? UPSTREAMS.bunny, cloudflare: CLOUDFLARE ?? UPSTREAMS.cloudflare };

/** The file from the pull zone of the storage zone, with nothing of the request but its path. */
async function files(request: Request): Promise<Response> {
  if (FILES === undefined) return new Response("Set the environment variable FILES of this script.\n", { status: 500 });
  const { pathname } = new URL(request.url);
  const answer = await fetch(FILES + (pathname.endsWith("/") ? `${pathname}index.html` : pathname));
  const type = answer.headers.get("content-type");
  return new Response(answer.body, { status: answer.status, headers: type === null ? {} : { "content-type": type } });
}

// bunny.net listens by itself; port and name are for a machine of one's own.
BunnySDK.net.http.serve({ port: Number(PORT ?? 8080), hostname: "127.0.0.1" }, (request: Request) =>
  site(request, upstreams, files),
);
