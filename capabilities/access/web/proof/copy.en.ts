/** Proofs beside the password, in English. */
export const proof = {
  title: 'One more proof',
  lead: 'Your password was right. One more step proves that it is you.',
  code: 'Code of your authenticator app',
  codeHelp: 'Six digits. Without your phone, enter one of the recovery codes you kept.',
  recovery: 'Recovery code',
  recoveryHelp: 'Enter one of the recovery codes you kept. Each works once.',
  useRecovery: 'Use a recovery code',
  send: 'Confirm',
  passkey: 'Confirm with a passkey',
  declined: 'The passkey was not used. Please try again.',
  none: 'With neither app nor passkey at hand, ask an administrator to take your second factors away.',
  again: 'Confirm that it is you',
  againLead: 'Before this step, prove once more who you are. It then goes on by itself.',
  password: 'Password',
  provider: 'Confirm with the company account',
  providerLead:
    'Please sign in with your company account once more. It opens in another tab; come back to this one afterwards and go on.',
  needed: 'Please fill this in',
}
