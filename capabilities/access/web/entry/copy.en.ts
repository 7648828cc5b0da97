import type { CopyOf } from '#web/i18n/copy.ts'
import { proof } from '../proof/copy.en.ts'
import { rules } from '../rules.en.ts'
import type { ja } from './copy.ja.ts'

/** Before one is inside, in English. */
export const en: CopyOf<typeof ja> = {
  tagline: 'Running alongside your customers.',
  signIn: {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    send: 'Sign in',
    passkey: 'Sign in with a passkey',
    ended: 'After signing in you go back to where you were.',
    way: 'Sign in with {{name}} ({{workspace}})',
    refused: {
      expired: 'It took too long, or was opened in another browser. Please try again.',
      provider:
        'The answer of your company’s identity provider could not be verified. Please try again, and ask an administrator if it stays so.',
      unverified: 'Your company’s identity provider has not verified your mail address. Please ask an administrator.',
      domain: 'The domain of your address is not one this provider signs in. Please ask an administrator.',
      unknown: 'You are not a member yet. Ask an administrator for an invitation.',
      suspended: 'Your access is suspended. Please ask an administrator.',
      other: 'Somebody else was confirmed than who is signed in, or too long ago. Please try again.',
      unasked: 'Please begin here: type your mail address below, and the button of your company account appears.',
    },
    forgot: 'Forgotten your password? Ask an administrator for a link to choose a new one.',
  },
  proven: {
    title: 'It is you',
    text: 'Close this tab and go back to the one you came from: the step you were at goes on.',
  },
  setup: {
    title: 'Create the first administrator',
    lead: 'Name the company that uses this Banso and its first administrator. Everything can be changed later in the settings.',
    company: 'Company (workspace) name',
    you: 'About you',
    name: 'Your name',
    email: 'E-mail',
    password: 'Password',
    passwordHelp: '15 characters or more are a good choice; a sentence is safe and easy to remember.',
    more: 'Calendar and currency',
    locale: 'Language of the company',
    timeZone: 'Time zone',
    currency: 'Currency',
    fiscal: 'The fiscal year begins in',
    month_other: 'Month {{count}}',
    send: 'Begin',
    done: 'This Banso already has an administrator.',
    noToken: 'To create the administrator, open the one-time address that was printed when Banso started.',
    toSignIn: 'To the sign-in',
  },
  invite: {
    title: 'Join {{workspace}}',
    lead: 'You are invited as {{email}}, with the role “{{role}}”.',
    known: 'Enter the password you already use here.',
    name: 'Your name',
    password: 'Password',
    passwordHelp: '15 characters or more are a good choice; a sentence is safe and easy to remember.',
    send: 'Join',
    againTitle: 'Choose a new password',
    againLead: 'Choose a new password for {{name}} ({{email}}). Other devices are signed out.',
    againSend: 'Choose it and sign in',
    broken: 'This invitation cannot be used',
    brokenText: 'It has expired, was taken back, or has been used. Ask whoever invited you for a new one.',
  },
  needed: 'Please fill this in',
  notEmail: 'Not an e-mail address',
  proof,
  rules,
}
