/** `npm run sample`: the sample site on port 4000, with the coach that listens at COACH. */
import { openSite } from './sample-site.ts';

const { COACH = 'http://127.0.0.1:3978', VISITOR_SECRET } = process.env;
const { url } = await openSite({ coach: () => COACH, port: 4000, ...(VISITOR_SECRET && { secret: VISITOR_SECRET }) });
console.log(`A sample site with the widget: ${url}`);
console.log(`Start the coach with FRAME_ANCESTORS=${url}${VISITOR_SECRET ? ` VISITOR_ISSUER=${url} and the same VISITOR_SECRET` : ''}`);
