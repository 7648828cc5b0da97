/** How people of the workspace sign in, in English. */
export const policy = {
  title: 'Sign-in policy',
  lead: 'Saved changes hold at everybody’s next step',
  secondFactor: 'Require a second factor',
  secondFactorHelp:
    'Whoever has none yet is shown nothing but how to set one up the next time they open Banso, and goes on from there.',
  without_one: '{{count}} person has none yet.',
  without_other: '{{count}} people have none yet.',
  ownFirst: 'Set up your own first (My settings › Second factors), so that you are not shut out.',
  onlyProvider: 'Company accounts only',
  onlyProviderHelp: 'Passwords and passkeys stop working here; whoever is signed in by them is signed out.',
  providerFirst:
    'First connect an identity provider and sign in by it yourself. Should nobody get in any more, the operator opens the door again with banso unlock.',
  mailDomains: 'Mail domains that may be invited',
  mailDomainsHelp: 'One to a line. Left empty, anybody can be invited. People who are here already stay.',
  idle: 'Sign out when unused for',
  idleHelp: 'So long after the last step, people sign in again.',
  lifetime: 'Sign in again after',
  lifetimeHelp: 'So long after signing in, however busy they are, people sign in again.',
  minutes_one: '{{count}} minute',
  minutes_other: '{{count}} minutes',
  hours_one: '{{count}} hour',
  hours_other: '{{count}} hours',
  days_one: '{{count}} day',
  days_other: '{{count}} days',
  saved: 'Sign-in policy saved',
}

/** For whoever still owes a second factor, in English. */
export const owed = {
  title: 'Set up a second factor',
  lead: '{{workspace}} asks for one more proof beside the password. Set it up and go on from here.',
  help: 'Authenticator apps (Google Authenticator, Microsoft Authenticator and others) run on your phone. Ask an administrator if you are stuck.',
  elsewhere: 'Go to {{workspace}}',
}
