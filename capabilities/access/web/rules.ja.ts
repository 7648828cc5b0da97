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
  factor: {
    code: 'コードが違うか、すでに使われています',
    passkey: 'このパスキーでは確認できませんでした',
    none: '先に認証アプリかパスキーを登録してください',
  },
  link: { invalid: 'このリンクは使えません。期限が切れたか、すでに使われています' },
  person: {
    lastAdmin: '管理者がいなくなってしまいます。先に別の人を管理者にしてください',
    self: '自分の利用は止められません',
    above: '自分より広い権限を持つ人は変えられません',
    unknown: 'このワークスペースにいない人です',
    elsewhere: 'ほかのワークスペースにも参加している人です。本人に変更を依頼してください',
  },
  role: {
    unknown: 'この役割はありません',
    above: '自分より広い権限は渡せません',
    builtIn: 'はじめからある役割は変えられません。もとにして新しい役割をつくってください',
    held: 'この役割の人か、この役割への招待があります。先に別の役割に変えてください',
  },
  team: { taken: 'この名前のチームがすでにあります' },
  name: { needed: '名前を入力してください' },
  timeZone: { unknown: 'このタイムゾーンはありません' },
  currency: { inUse: '金額がすでに入っているため、変えられません' },
  email: { member: 'すでにメンバーです' },
  logo: { kind: 'PNG・JPEG・WebPの画像を選んでください' },
}
