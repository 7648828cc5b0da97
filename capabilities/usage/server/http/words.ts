/** What a tracking client is told, for the developer who reads its log. */
export const words = {
  ja: {
    no_write_key: '書き込みキーがありません。Basic 認証のユーザー名か、本文の writeKey に入れてください。',
    unknown_write_key: '書き込みキーが正しくないか、無効にされています。設定の「計測」で確かめてください。',
    not_json: '本文が JSON として読み取れません。',
    not_unpacked: '圧縮された本文を展開できません。',
    unknown_encoding: 'この Content-Encoding には対応していません（gzip, deflate, br, zstd）。',
    too_large: '本文が大きすぎます。小さく分けて送ってください。',
    too_complex: '本文の入れ子が深すぎるか、要素が多すぎます（入れ子は6,000段、要素は50万個まで）。',
    too_many: '一度に送れるのは 10,000 件までです。分けて送ってください。',
    too_often: 'この書き込みキーで1分間に送れる量を超えました。Retry-After の秒数を待って、もう一度送ってください。',
    no_batch: '本文に、メッセージの配列 batch がありません。',
  },
  en: {
    no_write_key:
      'There is no write key. Send it as the user name of Basic authentication, or as writeKey in the body.',
    unknown_write_key: 'The write key is wrong or was revoked. Look it up in the settings under Tracking.',
    not_json: 'The body cannot be read as JSON.',
    not_unpacked: 'The compressed body cannot be unpacked.',
    unknown_encoding: 'This content encoding is not known (gzip, deflate, br and zstd are).',
    too_large: 'The body is too large. Send it in smaller parts.',
    too_complex: 'The body is nested too deep or has too many parts (at most 6,000 levels and 500,000 parts).',
    too_many: 'At most 10,000 messages can be sent at once. Send them in parts.',
    too_often:
      'This write key has sent what it may within a minute. Wait for the seconds of Retry-After and send again.',
    no_batch: 'The body has no array "batch" of messages.',
  },
} as const

/** Said after each of them: the request is taken as a whole or not at all. */
export const nothingTaken = {
  ja: 'この要求からは何も受け付けていません。',
  en: 'Nothing of this request was accepted.',
} as const

/** Where a body ceases to be JSON; `at` counts characters from 1. */
export const placeOf = {
  ja: (at: number) => `${at}文字目から先です。`,
  en: (at: number) => `From character ${at} on.`,
} as const
