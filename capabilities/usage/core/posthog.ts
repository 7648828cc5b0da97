import type { Props } from './event.ts'
import type { RawMessage } from './segment.ts'

/** Kinds of PostHog's groups that mean a customer company, the likeliest first. */
const companyGroups = ['company', 'account', 'organization', 'organisation', 'customer', 'workspace', 'tenant', 'team']

/** A message of PostHog's capture API as one of Segment's: the rest of the way is the same for all. */
export function fromPostHog(message: unknown): RawMessage {
  const raw = object(message)
  const props = object(raw.properties)
  const common = {
    messageId: raw.uuid ?? props.$insert_id,
    timestamp: raw.timestamp ?? props.timestamp,
    userId: raw.distinct_id ?? props.distinct_id,
    groupId: companyOf(object(props.$groups)),
  }
  const traits = { ...object(props.$set_once), ...object(props.$set), ...object(raw.$set) }
  switch (raw.event) {
    case '$identify':
      return { ...common, type: 'identify', traits, anonymousId: props.$anon_distinct_id ?? raw.$anon_distinct_id }
    case '$set':
      return { ...common, type: 'identify', traits }
    case '$groupidentify':
      // Told about the company, by nobody in particular: the distinct id is made up by the client.
      return {
        ...common,
        userId: undefined,
        type: 'group',
        groupId: props.$group_key,
        traits: object(props.$group_set),
      }
    case '$create_alias':
      return { ...common, type: 'alias', previousId: props.alias }
    case '$pageview':
      return { ...common, type: 'page', name: props.$pathname ?? props.title, properties: own(props) }
    case '$screen':
      return { ...common, type: 'screen', name: props.$screen_name, properties: own(props) }
    case '$autocapture':
      return { ...common, type: 'track', event: 'autocapture', properties: own(props) }
    default:
      return { ...common, type: 'track', event: raw.event, properties: own(props) }
  }
}

function companyOf(groups: Props): unknown {
  const kind = companyGroups.find((name) => groups[name] !== undefined) ?? Object.keys(groups)[0]
  return kind === undefined ? undefined : groups[kind]
}

/** Without what the client adds for itself. */
function own(props: Props): Props {
  return Object.fromEntries(Object.entries(props).filter(([key]) => !key.startsWith('$')))
}

function object(value: unknown): Props {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Props) : {}
}
