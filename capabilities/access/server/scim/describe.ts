/** Where identity providers reach the users of a workspace. */
export const scimPath = '/scim/v2'

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'
/** As many users or groups are told at once. */
export const mostAtOnce = 200

const config = (origin: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: mostAtOnce },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A provisioning token made in Settings › Sign-in.',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${origin}${scimPath}/ServiceProviderConfig` },
})

const userType = (origin: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: 'User',
  name: 'User',
  endpoint: '/Users',
  description: 'The people of the workspace',
  schema: userSchema,
  schemaExtensions: [],
  meta: { resourceType: 'ResourceType', location: `${origin}${scimPath}/ResourceTypes/User` },
})

const groupType = (origin: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: 'Group',
  name: 'Group',
  endpoint: '/Groups',
  description: 'Groups of the provider; Settings › Sign-in says which role and team each stands for',
  schema: groupSchema,
  schemaExtensions: [],
  meta: { resourceType: 'ResourceType', location: `${origin}${scimPath}/ResourceTypes/Group` },
})

type Told = { required?: boolean; caseExact?: boolean; uniqueness?: string; type?: string; description: string }

const attribute = (name: string, { type = 'string', ...told }: Told, more: object = {}) => ({
  name,
  type,
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...told,
  ...more,
})

const name = [
  attribute('formatted', { description: 'The whole name.' }),
  attribute('familyName', { description: 'The family name.' }),
  attribute('givenName', { description: 'The given name.' }),
]
const email = [
  attribute('value', { description: 'The mail address.' }),
  attribute('type', { description: 'Always work.' }, { canonicalValues: ['work'] }),
  attribute('primary', { type: 'boolean', description: 'Always true: one address is kept.' }),
]

const reference = [
  attribute('value', { description: 'The identifier here.' }),
  attribute('display', { description: 'The name.' }, { mutability: 'readOnly' }),
]

const schemaOfGroups = (origin: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id: groupSchema,
  name: 'Group',
  description: 'A group of the provider',
  attributes: [
    attribute('displayName', { required: true, uniqueness: 'server', description: 'What the group is called.' }),
    attribute('externalId', { caseExact: true, description: 'The identifier the provider keeps.' }),
    attribute(
      'members',
      { type: 'complex', description: 'Users of the workspace; groups within groups are not read.' },
      { multiValued: true, subAttributes: reference },
    ),
  ],
  meta: { resourceType: 'Schema', location: `${origin}${scimPath}/Schemas/${groupSchema}` },
})

const schemaOfUsers = (origin: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id: userSchema,
  name: 'User',
  description: 'Somebody who works in the workspace',
  attributes: [
    attribute('userName', { required: true, uniqueness: 'server', description: 'What the provider calls them.' }),
    attribute('externalId', { caseExact: true, description: 'The identifier the provider keeps.' }),
    attribute('displayName', { description: 'The name that is shown.' }),
    attribute('name', { type: 'complex', description: 'The parts of the name.' }, { subAttributes: name }),
    attribute(
      'emails',
      { type: 'complex', description: 'The address; one is kept.' },
      { multiValued: true, subAttributes: email },
    ),
    attribute('active', { type: 'boolean', description: 'Whether they may come in.' }),
    attribute(
      'groups',
      { type: 'complex', description: 'The groups they are in; changed at the group.' },
      { multiValued: true, mutability: 'readOnly', subAttributes: reference },
    ),
  ],
  meta: { resourceType: 'Schema', location: `${origin}${scimPath}/Schemas/${userSchema}` },
})

/** Several resources in one answer (RFC 7644, section 3.4.2). */
export function listed(resources: readonly object[], totalResults = resources.length, startIndex = 1): object {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}

/** What Banso says of itself, by where it is asked for. */
export const descriptions: Record<string, (origin: string) => object> = {
  '/ServiceProviderConfig': config,
  '/ResourceTypes': (origin) => listed([userType(origin), groupType(origin)]),
  '/ResourceTypes/User': userType,
  '/ResourceTypes/Group': groupType,
  '/Schemas': (origin) => listed([schemaOfUsers(origin), schemaOfGroups(origin)]),
  [`/Schemas/${userSchema}`]: schemaOfUsers,
  [`/Schemas/${groupSchema}`]: schemaOfGroups,
}
