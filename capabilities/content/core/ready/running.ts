import { type ReadyItem, written } from './write.ts'

/** Ready-made texts for the weeks in which the product comes into use. */
export const running: readonly ReadyItem[] = [
  {
    key: 'training_agenda',
    definition: {
      kind: 'education',
      title: { ja: '最初の勉強会の進め方', en: 'The first training session' },
      summary: {
        ja: '45分で、参加者全員が自分の仕事を一件やり切るための進行表です。',
        en: 'A plan for 45 minutes in which everybody finishes one piece of their own work.',
      },
      purpose: {
        ja: '機能の説明ではなく、実際の業務をその場で一件終えてもらう',
        en: 'Have them finish one real piece of work on the spot, instead of hearing about features',
      },
      phases: ['onboarding'],
      touch: ['high', 'low'],
      roles: ['operator', 'promoter'],
      body: {
        format: 'text',
        text: {
          ja: written(`
            # 準備
            - 参加者に、当日扱う実際の案件を一件ずつ選んでおいてもらう
            - 全員がサインインできることを、前日までに確かめる
            - 質問を書きとめる係を一人決める
            # 進行(45分)
            1. 目的と、変わること・変わらないこと(5分、推進者から)
            1. お手本: 一件を最初から最後まで通して見せる(10分)
            1. 実習: 自分の案件を一件やり切る(20分、二人一組で)
            1. 迷った所の共有と、使い方の決まりの確認(7分)
            1. 明日からの約束: だれが、いつ、何を入力するか(3分)
            # うまく進めるために
            - すべての機能は説明しない。今日使う操作だけにしぼる
            - 手が止まった人には、答えを教える前に画面のどこを見ているかを聞く
            - 出た質問は翌日までに「よくある質問」へ書き足す
            # 終わったあと
            1週間後に、全員が一件以上を自分だけで終えたかを確かめます。終えていない方には、運用担当から声をかけてください。
          `),
          en: written(`
            # Before
            - Everybody picks one real case to work on
            - By the day before, check that everybody can sign in
            - Name somebody who writes down the questions
            # 45 minutes
            1. The aim, what changes and what does not (5 minutes, by the promoter)
            1. One case shown from beginning to end (10 minutes)
            1. Everybody finishes their own case, in pairs (20 minutes)
            1. Where people hesitated, and the rules of use (7 minutes)
            1. From tomorrow: who enters what, and when (3 minutes)
            # What helps
            - Do not explain every feature, only what is used today
            - When somebody is stuck, ask what they are looking at before you give the answer
            - Add the questions to the answers by the next day
            # Afterwards
            A week later, check that everybody has finished at least one case alone. The operator speaks to those who have not.
          `),
        },
      },
    },
  },
  {
    key: 'use_policy_example',
    definition: {
      kind: 'solving',
      title: { ja: '使い方の決まりの記入例', en: 'Rules of use: an example' },
      summary: {
        ja: '一枚にまとめるための見本です。自社の言葉に置き換えてお使いください。',
        en: 'An example of one page. Put it into your own words.',
      },
      purpose: {
        ja: 'だれが、いつ、何を入力するかを、利用者全員が同じように答えられるようにする',
        en: 'Have every user give the same answer to who enters what, and when',
      },
      phases: ['onboarding'],
      touch: [],
      roles: ['operator'],
      body: {
        format: 'text',
        text: {
          ja: written(`
            決まりは一枚に収め、例外の扱いまで書いておくと、迷う人が減ります。
            # 何のために使うか
            見積もりの作成と承認にかかる時間を半分にし、過去の見積もりをだれでもすぐに探せるようにする。
            # だれが、いつ、何を入力するか
            - **営業担当**: 問い合わせを受けたその日に、案件を登録する
            - **課長**: 申請を受けた翌営業日までに、承認または差し戻しをする
            - **運用担当**: 毎週金曜日に、期限を過ぎた案件を確かめて声をかける
            # 迷ったときの決め方
            - 同じ会社の案件が二つあるときは、新しい方に統一する
            - 急ぎで口頭の承認を得たときは、当日中に登録し、備考に理由を書く
            - 金額が決まっていないときは、空欄にせず見込みの額を入れる
            # 変えるとき
            決まりを変えたいときは、運用担当に伝える。月に一度、推進者と運用担当で見直し、変えた日と理由を残す。
          `),
          en: written(`
            Keep the rules on one page and say what happens with exceptions: fewer people will hesitate.
            # What it is for
            To halve the time that quotations and their approval take, and to let everybody find earlier quotations at once.
            # Who enters what, and when
            - **Sales**: register a case on the day the request comes in
            - **Managers**: approve or return by the next business day
            - **Operator**: every Friday, look for cases that are overdue and speak to people
            # When in doubt
            - Two cases of the same company: keep the newer one
            - Approved in a hurry and by word: register it the same day, with the reason in the note
            - No amount yet: enter the expected amount rather than leave it empty
            # Changing the rules
            Tell the operator. Once a month promoter and operator look at the rules, and note the day and the reason of each change.
          `),
        },
      },
    },
  },
  {
    key: 'questions_answers',
    definition: {
      kind: 'education',
      title: { ja: 'よくある質問(導入期)', en: 'Questions and answers for the first months' },
      summary: {
        ja: '使い始めの時期にいただくことの多い質問と、その答えです。',
        en: 'What people ask in the first months, with answers.',
      },
      purpose: {
        ja: '利用者がその場で解決でき、運用担当への質問を減らす',
        en: 'Let users help themselves on the spot, with fewer questions to the operator',
      },
      phases: ['onboarding', 'adoption'],
      touch: [],
      roles: ['operator', 'user'],
      body: {
        format: 'text',
        text: {
          ja: written(`
            # 招待メールが届きません
            迷惑メールのフォルダーをご確認ください。見つからないときは、運用担当の方に再送を頼んでください。招待には期限があります。
            # パスワードを忘れました
            サインインの画面から再設定できます。手続きのメールが届かないときは、登録したアドレスが正しいかを運用担当の方にお確かめください。
            # 間違えて入力しました
            ほとんどの変更は、直後であれば取り消せます。あとから気づいたときも、変更の記録から前の値を確かめて直せます。
            # これまでの表計算のファイルはどうすればよいですか
            移行した時点で閲覧のみにすることをお勧めします。二つの場所に入力すると、どちらが正しいかわからなくなります。
            # 利用者を増やしたいときは
            運用担当の方が、設定の「メンバー」から招待できます。契約の利用者数を超える場合は、担当のCSMにご相談ください。
            # 使いにくい所を伝えたい
            ポータルの質問欄にそのままお書きください。すぐに直せないものも、理由と見通しをお返しします。
          `),
          en: written(`
            # The invitation did not arrive
            Please look in the spam folder. If it is not there, ask the operator to send it again; invitations expire.
            # I forgot my password
            It can be set anew from the sign-in page. If no mail arrives, check with the operator that your address is right.
            # I entered something wrong
            Most changes can be undone right away. Later, the record of changes shows what was there before.
            # What about our old spreadsheets?
            We advise making them read-only on the day of the move. With two places, nobody knows which one is right.
            # We need more users
            The operator can invite people under “People” in the settings. If you go beyond your contract, talk to your CSM.
            # Something is awkward
            Write it as a question in the portal. Where it cannot be changed at once, we tell you why and what to expect.
          `),
        },
      },
    },
  },
  {
    key: 'decision_maker_summary',
    definition: {
      kind: 'relationship',
      title: { ja: '決裁者への一枚報告', en: 'One page for the decision maker' },
      summary: {
        ja: '成果・現場の声・次の提案を、5分で読める一枚にまとめる型です。',
        en: 'Results, voices and the next step on one page, read in five minutes.',
      },
      purpose: {
        ja: '決裁者に成果を数字で示し、次の目標に合意してもらう',
        en: 'Show the decision maker the results in figures, and agree on the next goal',
      },
      phases: ['onboarding', 'adoption'],
      touch: [],
      roles: ['decision_maker'],
      body: {
        format: 'text',
        text: {
          ja: written(`
            # 目的(キックオフで合意したこと)
            [例: 見積もり作成にかかる時間を半分にする]
            # 成果
            - 1件にかかる時間: [導入前 60分] → [現在 28分]
            - 1か月のやり直し: [導入前 12件] → [現在 3件]
            - 利用している方: 対象[20]人のうち[18]人
            - 削減できた時間: 月[43]時間
            # 現場の声
            - 「[過去の見積もりを探す時間がなくなった]」([営業2課])
            - 「[承認の待ち時間がまだ長い]」([営業1課])
            # 残っている課題と、その対策
            [承認の待ち時間]について、[通知の見直しと代理承認の設定]を[月日]までに行います。
            # 次の提案
            1. [営業1課への展開]([月日]から、運用担当の時間は週2時間)
            1. [次の目標: 提案までの日数を5日から3日に]
            # お願いしたいこと
            [営業1課の運用担当を決め、週2時間を確保していただくこと]
          `),
          en: written(`
            # Purpose, as agreed at the kick-off
            [For example: halve the time that quotations take]
            # Results
            - Time a case: [60 minutes before] → [28 minutes now]
            - Cases done again a month: [12 before] → [3 now]
            - People who use it: [18] of [20]
            - Time saved: [43] hours a month
            # What people say
            - “[No more searching for old quotations]” ([second sales team])
            - “[Approval still takes long]” ([first sales team])
            # What is left, and what we do about it
            For [waiting for approval] we will [review notifications and set up deputies] by [date].
            # What we suggest next
            1. [The first sales team] from [date]; the operator needs two hours a week
            1. [Next goal: from five days to three until a proposal goes out]
            # What we ask of you
            [Name an operator in the first sales team, with two hours a week]
          `),
        },
      },
    },
  },
]
