/** Why a value is refused; the pages before the sign-in need these as well as those behind it. */
export const rules = {
  password: {
    short: '8文字以上にしてください',
    long: '128文字以内にしてください',
    common: 'よく使われるパスワードです。別のものにしてください',
    personal: '名前・メールアドレス・会社名から推測できます。別のものにしてください',
    wrong: 'パスワードが違います',
  },
  signIn: {
    wrong: 'メールアドレスかパスワードが違います',
    nowhere: '参加しているワークスペースがありません。管理者にお問い合わせください',
  },
  link: { invalid: 'このリンクは使えません。期限が切れたか、すでに使われています' },
  person: {
    lastAdmin: '管理者がいなくなってしまいます。先に別の人を管理者にしてください',
    self: '自分の利用は止められません',
    elsewhere: 'ほかのワークスペースにも参加している人です。本人に変更を依頼してください',
  },
  role: { unknown: 'この役割はありません' },
  name: { needed: '名前を入力してください' },
  timeZone: { unknown: 'このタイムゾーンはありません' },
  currency: { inUse: '金額がすでに入っているため、変えられません' },
  email: { member: 'すでにメンバーです' },
  logo: { kind: 'PNG・JPEG・WebPの画像を選んでください' },
}
