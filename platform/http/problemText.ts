import type { Locale } from './context.ts'

type Text = { title: string; detail: string }

// What happened, what was kept, what to do. Words for the rules of single fields live in the copy of each capability.
const texts: Record<string, Record<Locale, Text>> = {
  BAD_REQUEST: {
    ja: {
      title: '送られた内容を読み取れませんでした',
      detail: '何も変更していません。示された項目を直してもう一度送ってください。',
    },
    en: {
      title: 'The request could not be read',
      detail: 'Nothing was changed. Correct the fields named and send it again.',
    },
  },
  UNAUTHORIZED: {
    ja: { title: 'サインインが必要です', detail: 'サインインしてからもう一度お試しください。' },
    en: { title: 'Sign in first', detail: 'Sign in and try again.' },
  },
  FACTOR_NEEDED: {
    ja: { title: 'もう一つの確認が必要です', detail: '認証アプリのコードか、パスキーで確認してください。' },
    en: { title: 'One more proof is needed', detail: 'Confirm with the code of your app, or with a passkey.' },
  },
  PROOF_NEEDED: {
    ja: {
      title: 'もう一度、ご本人の確認が必要です',
      detail: 'まだ何も変更していません。パスワードかパスキーで確認してから、もう一度お試しください。',
    },
    en: {
      title: 'Prove once more who you are',
      detail: 'Nothing was changed yet. Confirm with your password or a passkey, and try again.',
    },
  },
  FACTOR_OWED: {
    ja: {
      title: '先に、二つ目の確認方法を設定してください',
      detail: '何も変更していません。このワークスペースでは、認証アプリかパスキーの設定が必要です。',
    },
    en: {
      title: 'Set up a second factor first',
      detail: 'Nothing was changed. This workspace asks for an authenticator app or a passkey.',
    },
  },
  VIEWING: {
    ja: {
      title: 'ほかの人の見え方で表示している間は、閲覧だけができます',
      detail:
        '何も変更していません。変更・書き出し・個人の設定は使えません。画面の上の「終了する」を押してから、もう一度お試しください。',
    },
    en: {
      title: 'You are looking as somebody else: read only',
      detail:
        'Nothing was changed. Changes, exports and personal settings are closed meanwhile. End the view at the top of the page, and try again.',
    },
  },
  FORBIDDEN: {
    ja: {
      title: 'この操作を行う権限がありません',
      detail: '何も変更していません。必要な場合は管理者に権限を依頼してください。',
    },
    en: {
      title: 'You are not allowed to do this',
      detail: 'Nothing was changed. Ask an administrator if you need it.',
    },
  },
  'FORBIDDEN.sees': {
    ja: {
      title: 'あなたの役割では非表示の内容です',
      detail:
        '何も変更していません。この画面や操作は、非表示の種類の項目（金額・個人情報・機微な項目）を使います。必要な場合は管理者に依頼してください。',
    },
    en: {
      title: 'Your role does not see this',
      detail:
        'Nothing was changed. It works with fields that are hidden from your role (amounts of money, personal data or sensitive fields). Ask an administrator if you need them.',
    },
  },
  NOT_FOUND: {
    ja: { title: '見つかりませんでした', detail: '削除されたか、アドレスが正しくありません。' },
    en: { title: 'Not found', detail: 'It was removed, or the address is not right.' },
  },
  METHOD_NOT_SUPPORTED: {
    ja: {
      title: 'このアドレスではその操作はできません',
      detail: 'API の説明 (/api/v1/openapi.json) をご確認ください。',
    },
    en: {
      title: 'This address does not take that method',
      detail: 'See the description of the API at /api/v1/openapi.json.',
    },
  },
  CONFLICT: {
    ja: {
      title: 'ほかの変更とぶつかりました',
      detail: '何も変更していません。最新の内容を読み込んでからもう一度お試しください。',
    },
    en: {
      title: 'Something changed in the meantime',
      detail: 'Nothing was changed. Load the latest state and try again.',
    },
  },
  PRECONDITION_FAILED: {
    ja: {
      title: 'ほかの人が先に変更しました',
      detail: '何も変更していません。If-Match の版は最新ではありません。読み直してからもう一度お試しください。',
    },
    en: {
      title: 'Somebody else changed it meanwhile',
      detail: 'Nothing was changed: it is no longer of the version in If-Match. Read it anew and try again.',
    },
  },
  PAYLOAD_TOO_LARGE: {
    ja: { title: '送られた内容が大きすぎます', detail: '何も変更していません。分けて送ってください。' },
    en: { title: 'The request is too large', detail: 'Nothing was changed. Send it in parts.' },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    ja: {
      title: 'この形式は受け付けていません',
      detail: '何も変更していません。JSON (application/json) で送ってください。',
    },
    en: { title: 'This media type is not accepted', detail: 'Nothing was changed. Send JSON (application/json).' },
  },
  REFUSED: {
    ja: { title: 'この内容では保存できません', detail: '何も変更していません。示された項目を直してください。' },
    en: { title: 'This cannot be saved as it is', detail: 'Nothing was changed. Correct the fields named.' },
  },
  TOO_MANY: {
    ja: { title: '短い間に繰り返されたため、いったん止めました', detail: 'しばらく待ってからもう一度お試しください。' },
    en: { title: 'Too many attempts in a short time', detail: 'Wait a little and try again.' },
  },
  UNAVAILABLE: {
    ja: {
      title: 'データベースに一時的につながりません',
      detail:
        'この操作は保存されていませんが、これまでに保存された内容は失われていません。自動で再接続します。少し待ってからもう一度お試しください。',
    },
    en: {
      title: 'The database cannot be reached for the moment',
      detail: 'This step was not saved; nothing saved before is lost. Banso keeps reconnecting. Try again shortly.',
    },
  },
  'UNAVAILABLE.disk': {
    ja: {
      title: '保存先のディスクに書き込めません',
      detail:
        'この操作は保存されていませんが、これまでに保存された内容は失われていません。書き込めるようになると自動で元に戻ります。続く場合は、サーバーの管理者にディスクの点検を依頼してください。',
    },
    en: {
      title: 'The disk cannot be written to',
      detail:
        'This step was not saved; nothing saved before is lost. Banso goes on by itself once the disk takes writes again. If it lasts, ask whoever runs the server to look at the disk.',
    },
  },
  NO_SPACE: {
    ja: {
      title: '保存先の空き容量が足りません',
      detail:
        'この操作は保存されていませんが、これまでに保存された内容は失われていません。サインイン・閲覧・削除は使えます。サーバーの管理者がディスクに空きを作ると、自動で元に戻ります。',
    },
    en: {
      title: 'There is no room left on the disk',
      detail:
        'This step was not saved; nothing saved before is lost. Signing in, looking and deleting still work. Once whoever runs the server has freed some space, everything works again by itself.',
    },
  },
  'UNAVAILABLE.events': {
    ja: {
      title: '利用データの保管庫に一時的につながりません',
      detail: '届いたデータは失われていません。自動で再接続します。少し待ってからもう一度お試しください。',
    },
    en: {
      title: 'The store of usage data cannot be reached for the moment',
      detail: 'Nothing that arrived is lost. Banso keeps reconnecting. Try again shortly.',
    },
  },
  TIMEOUT: {
    ja: { title: '時間内に終わりませんでした', detail: '範囲を狭めるか、少し待ってからもう一度お試しください。' },
    en: { title: 'This took too long', detail: 'Narrow it down, or wait a little and try again.' },
  },
  INTERNAL_SERVER_ERROR: {
    ja: {
      title: '思わぬ問題が起きました',
      detail: '問題はログに記録されました。繰り返す場合は、この番号を添えて管理者にお知らせください。',
    },
    en: {
      title: 'Something unexpected happened',
      detail: 'It was written to the log. If it keeps happening, give this id to whoever runs Banso.',
    },
  },
}

const byStatus: Record<number, string> = {
  400: 'BAD_REQUEST', 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 404: 'NOT_FOUND', 405: 'METHOD_NOT_SUPPORTED',
  408: 'TIMEOUT', 409: 'CONFLICT', 412: 'PRECONDITION_FAILED', 413: 'PAYLOAD_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE', 422: 'REFUSED',
  429: 'TOO_MANY', 503: 'UNAVAILABLE', 504: 'TIMEOUT',
  507: 'NO_SPACE',
} // biome-ignore format: a table of pairs

/** The code of an error that states a status only. */
export function codeOfStatus(status: number): string {
  return byStatus[status] ?? (status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_REQUEST')
}

/** The words for an error, by its code, else by its status. */
export function problemText(code: string, status: number, locale: Locale): Text {
  return (texts[code] ?? texts[codeOfStatus(status)]!)[locale]
}
