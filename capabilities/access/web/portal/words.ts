import type { Language } from '#web/i18n/copy.ts'

const ja = {
  title: 'ご本人の確認',
  forWhom: (name: string) => `このページは ${name} さま専用です。`,
  howMail: (address: string) => `はじめてお使いのブラウザーです。${address} に6桁の確認コードをお送りします。`,
  howTold: 'はじめてお使いのブラウザーです。担当者にお電話などで確認コードをお尋ねのうえ、入力してください。',
  send: '確認コードを送る',
  sendAgain: 'もう一度送る',
  have: 'コードを持っている',
  sent: 'お送りしました。数分待っても届かないときは、迷惑メールもご確認ください。',
  code: '確認コード(6桁)',
  enter: 'ページを開く',
  busy: 'お待ちください…',
  wrong: 'コードが違います。もう一度ご確認ください。',
  over: 'このコードは使えなくなりました。新しいコードをお送りください。',
  wait: (seconds: number) => `${seconds}秒ほど待ってから、もう一度お試しください。`,
  noAddress: 'メールアドレスが登録されていません。担当者にコードをお尋ねください。',
  offline: '通信できませんでした。電波の状態をご確認のうえ、もう一度お試しください。',
  failed: 'うまくいきませんでした。しばらくしてからもう一度お試しください。',
  expired: 'このリンクは期限が切れています',
  expiredText: '引き続きご覧になるには、担当者に新しいリンクをご依頼ください。',
  revoked: 'このリンクは使えなくなりました',
  revokedText: '担当者がリンクを取り消しました。必要な場合は、新しいリンクをご依頼ください。',
  unknown: 'リンクが見つかりません',
  unknownText: 'リンクの一部が欠けているかもしれません。メールに記載のリンクを最後までコピーして開いてください。',
  unreached: 'ページを開けませんでした',
  unreachedText: '通信できませんでした。電波の状態をご確認のうえ、もう一度お試しください。',
  again: 'もう一度開く',
}

/** What the way into the portal says. */
export type EntryWords = typeof ja

const en: EntryWords = {
  title: 'Confirm that it is you',
  forWhom: (name) => `This page is for ${name} alone.`,
  howMail: (address) => `This browser is new here. We send a code of six digits to ${address}.`,
  howTold: 'This browser is new here. Please ask your contact person for a code, for instance by telephone.',
  send: 'Send the code',
  sendAgain: 'Send it again',
  have: 'I have a code',
  sent: 'It is on its way. If it does not arrive within minutes, please look into your spam folder.',
  code: 'Code (6 digits)',
  enter: 'Open the page',
  busy: 'One moment…',
  wrong: 'That is not the code. Please check it.',
  over: 'This code is good no more. Please send a new one.',
  wait: (seconds) => `Please wait about ${seconds} seconds and try again.`,
  noAddress: 'No mail address is known. Please ask your contact person for a code.',
  offline: 'The server could not be reached. Please check your connection and try again.',
  failed: 'That did not work. Please try again later.',
  expired: 'This link has expired',
  expiredText: 'Please ask your contact person for a new one.',
  revoked: 'This link opens no more',
  revokedText: 'Your contact person has revoked it. Please ask for a new one where you need it.',
  unknown: 'There is no such link',
  unknownText: 'A part of it may be missing. Please copy it whole from the mail.',
  unreached: 'The page could not be opened',
  unreachedText: 'The server could not be reached. Please check your connection and try again.',
  again: 'Open it again',
}

export const entryWords: Record<Language, EntryWords> = { ja, en }
