// The Worker: Zonesift's page from Cloudflare's static assets, and its relay. It keeps and logs nothing.
import { UPSTREAMS } from "../relay.ts";
import { site } from "../site.ts";

interface Environment {
  ASSETS: { fetch(request: Request): Promise<Response> };
  /** Other hosts for the relay; the tests set these, a real Worker does not. */
  BUNNY?: string;
  CLOUDFLARE?: string;
}

export default {
  fetch(request: Request, { ASSETS, BUNNY, CLOUDFLARE }: Environment): Promise<Response> {
    const upstreams = { bunny: BUNNY ?? UPSTREAMS.bunny, cloudflare: CLOUDFLARE ?? UPSTREAMS.cloudflare };
    return site(request, upstreams, (wanted) => ASSETS.fetch(wanted));
  },
};
