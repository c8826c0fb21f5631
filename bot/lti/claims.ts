/** The claims of LTI 1.3 messages, as far as they are looked at here. */
import { z } from 'zod';
import { isSafeUrl } from './platforms.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const DEEP_LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
export const CLAIM = {
  messageType: `${LTI}message_type`,
  version: `${LTI}version`,
  deploymentId: `${LTI}deployment_id`,
  targetLinkUri: `${LTI}target_link_uri`,
  resourceLink: `${LTI}resource_link`,
  roles: `${LTI}roles`,
  custom: `${LTI}custom`,
  endpoint: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  settings: `${DEEP_LINKING}deep_linking_settings`,
  contentItems: `${DEEP_LINKING}content_items`,
  data: `${DEEP_LINKING}data`,
} as const;
export const SCORE_SCOPE = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';
export const VERSION = '1.3.0';

const SafeUrl = z.string().max(2000).refine(isSafeUrl, 'no safe address');
/** The specification bounds ids of people, deployments and links to 255 ASCII characters. */
const Id = z.string().min(1).max(255);
const Roles = z.array(z.string().max(500)).max(100);

const Every = z.object({
  sub: Id.optional(),
  iat: z.number(),
  exp: z.number(),
  nonce: z.string(),
  azp: z.string().optional(),
  [CLAIM.version]: z.literal(VERSION),
  [CLAIM.deploymentId]: Id,
  [CLAIM.roles]: Roles.optional(),
  [CLAIM.targetLinkUri]: z.string().max(2000).optional(),
});

export const Message = z.discriminatedUnion(CLAIM.messageType, [
  Every.extend({
    [CLAIM.messageType]: z.literal('LtiResourceLinkRequest'),
    [CLAIM.resourceLink]: z.object({ id: Id }),
    [CLAIM.roles]: Roles,
    [CLAIM.custom]: z.record(z.string(), z.unknown()).nullish(),
    [CLAIM.endpoint]: z.object({ scope: z.array(z.string()), lineitem: SafeUrl.optional() }).nullish(),
  }),
  Every.extend({
    [CLAIM.messageType]: z.literal('LtiDeepLinkingRequest'),
    [CLAIM.settings]: z.object({
      deep_link_return_url: SafeUrl,
      accept_types: z.array(z.string()),
      accept_lineitem: z.boolean().optional(),
      data: z.string().max(20_000).optional(),
    }),
  }),
]);
export type Message = z.infer<typeof Message>;
export type DeepLinkingMessage = Extract<Message, { [CLAIM.settings]: unknown }>;
export type LinkMessage = Exclude<Message, DeepLinkingMessage>;

export function isDeepLinking(message: Message): message is DeepLinkingMessage {
  return CLAIM.settings in message;
}
