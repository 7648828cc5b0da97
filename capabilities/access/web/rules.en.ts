import type { CopyOf } from '#web/i18n/copy.ts'
import type { rules as ja } from './rules.ja.ts'

export const rules = {
  password: {
    short: 'Use at least 8 characters',
    long: 'Use at most 128 characters',
    common: 'This password is among the commonest; choose another',
    personal: 'It can be guessed from your name, address or company; choose another',
    wrong: 'The password is not right',
  },
  signIn: {
    wrong: 'The address or the password is not right',
    provider: 'Sign in with your company account to enter this workspace',
    nowhere: 'You are in no workspace. Ask an administrator',
  },
  factor: {
    code: 'This code is wrong, or was used already',
    passkey: 'This passkey could not be confirmed',
    none: 'Set up an authenticator app or a passkey first',
  },
  link: { invalid: 'This link opens nothing: it is out of time or was used' },
  person: {
    lastAdmin: 'Nobody would be administrator; make somebody else one first',
    self: 'You cannot suspend yourself',
    byGroup:
      'A group of the company decides this person’s role. Change the role of the group in Settings › Sign-in, or the group at the provider',
    byProvider: 'People come in by company accounts only: passwords are not used',
    above: 'You cannot change somebody who may do more than you',
    unknown: 'This person is not in this workspace',
    elsewhere: 'This person works in another workspace as well; they have to change it themselves',
  },
  role: {
    unknown: 'There is no such role',
    above: 'You cannot hand out more than you may do yourself',
    builtIn: 'A role that comes with Banso stays as it is; make a new one from it',
    held: 'Somebody holds this role or is invited to it; give them another one first',
  },
  viewing: {
    own: 'That is how you see already; choose somebody else or another role',
    reach: 'Only somebody who reaches all customers can do this',
  },
  team: {
    taken: 'There is a team of this name already',
    byGroup:
      'Somebody is in this team by a group of the company. Change the team of the group in Settings › Sign-in, or the group at the provider',
    unknown: 'There is no such team',
  },
  name: { needed: 'Enter a name' },
  timeZone: { unknown: 'There is no such time zone' },
  currency: { inUse: 'Amounts are kept in it already' },
  email: {
    byProvider: 'People come in by company accounts only: let them join by the identity provider (Settings › Sign-in)',
    member: 'A member already',
    domain: 'This domain is not among those that Settings › Sign-in allows',
  },
  policy: {
    ownFactor: 'Set up a second factor of your own first: you would be shut out yourself',
    noProvider: 'No administrator has signed in by an identity provider yet',
    ownProvider: 'Sign in by the identity provider once yourself first: you would be shut out',
    ownDomain: 'The domain of your own address is missing; please check what you typed',
  },
  provider: {
    unreachable:
      'The provider did not describe itself at this address. Check the URL; addresses within your network are reached only where the operator allows them',
    metadata:
      'These are no SAML metadata of one identity provider. They need an entity ID, an address to sign in at by HTTP-Redirect and a certificate for signatures',
    known: 'This provider is connected by SAML already',
    kind: 'A provider that is connected this way has no such field',
    lastWay:
      'People come in by company accounts only: the last provider by which an administrator comes in has to stay. Change that setting first',
  },
  session: {
    vouched: 'This cannot be changed while signed in with a company account; change it at your identity provider',
  },
  domain: { form: 'This is no domain (such as example.com)' },
  logo: { kind: 'Please choose a PNG, JPEG or WebP picture' },
} satisfies CopyOf<typeof ja>
