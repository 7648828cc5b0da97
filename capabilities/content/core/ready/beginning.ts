import { type ReadyItem, written } from './write.ts'

/** Ready-made texts for the weeks before the product is in use. */
export const beginning: readonly ReadyItem[] = [
  {
    key: 'kickoff_guide',
    definition: {
      kind: 'education',
      title: { ja: 'キックオフのご案内', en: 'Your kick-off meeting' },
      summary: {
        ja: '当日の流れと、事前にご用意いただきたいことをまとめました。',
        en: 'What happens in the meeting, and what to prepare beforehand.',
      },
      purpose: {
        ja: '目的・役割・日程をその場で合意できるよう、決裁者を含む出席者に事前に読んでもらう',
        en: 'Have everybody read it beforehand, the decision maker included, so that purpose, parts and dates can be agreed on the spot',
      },
      phases: ['onboarding'],
      touch: [],
      roles: ['decision_maker', 'promoter', 'operator'],
      body: {
        format: 'text',
        text: {
          ja: written(`
            キックオフは、導入の目的と進め方をお客さまと私たちで確かめる、60分の打ち合わせです。ここで合意した内容が、これからの計画の土台になります。
            # ご出席いただきたい方
            - **決裁者**: 導入の目的と期待する成果をお話しください。冒頭の20分だけでもかまいません。
            - **推進者**: 社内の進め方を一緒に決めます。
            - **運用担当**: 日々の作業と、それにあてられる時間を確かめます。
            # 当日の流れ
            1. 導入の目的と、半年後に実現したい姿(15分)
            1. 成果の測り方と、導入前の数字(15分)
            1. 役割分担と、最初に使う部署・業務(15分)
            1. 日程と、次回までに行うこと(15分)
            # 事前にご用意いただくもの
            - 「キックオフ前のヒアリングシート」への回答(10分ほど)
            - いま使っている帳票や手順書(あるものだけで結構です)
            - 今後3か月の社内行事と繁忙期
            当日の決定事項は、翌営業日までにプランに反映してお知らせします。ご都合が変わったときは、遠慮なくご連絡ください。
          `),
          en: written(`
            The kick-off is a 60-minute meeting in which we agree on why you are introducing the product and how we go about it. What we agree there becomes the basis of the plan.
            # Who should be there
            - **Decision maker**: tell us the purpose and the results you expect. The first 20 minutes are enough.
            - **Promoter**: we decide together how to go about it in your company.
            - **Operator**: we check the daily work and the time there is for it.
            # Agenda
            1. Purpose, and where you want to be in half a year (15 minutes)
            1. How results are measured, and the figures from before (15 minutes)
            1. Roles, and the first team and task (15 minutes)
            1. Dates, and what is to be done until we meet again (15 minutes)
            # What to prepare
            - Your answers to the “Hearing sheet before the kick-off” (about 10 minutes)
            - Forms and instructions you use today, if you have them
            - Company events and busy weeks of the next three months
            What we decide is in your plan by the next business day. If something comes up, just let us know.
          `),
        },
      },
    },
  },
  {
    key: 'roles_guide',
    definition: {
      kind: 'education',
      title: { ja: '推進者・運用担当・決裁者の役割', en: 'Promoter, operator and decision maker' },
      summary: {
        ja: '導入をうまく進めるための三つの役割と、必要な時間の目安です。',
        en: 'The three roles that make a start succeed, and the time they take.',
      },
      purpose: {
        ja: '推進者と運用担当に別の人を立て、運用担当の時間を決裁者に確保してもらう',
        en: 'Have two different people named, and the operator’s time granted by the decision maker',
      },
      phases: ['onboarding'],
      touch: [],
      roles: ['decision_maker', 'promoter'],
      body: {
        format: 'text',
        text: {
          ja: written(`
            導入が止まる原因の多くは、製品ではなく「だれが、いつ行うか」が決まっていないことにあります。はじめに三つの役割をお決めください。
            # 決裁者
            目的と期待する成果を示し、必要な時間と権限を現場に渡す方です。
            - 時間の目安: 月に1時間
            - お願いすること: キックオフへの出席、成果報告の確認、社内への発信
            # 推進者
            社内の合意をまとめ、計画を前に進める方です。
            - 時間の目安: 週に2時間
            - お願いすること: 最初に使う部署と業務の決定、関係部署との調整、成果の測定
            # 運用担当
            設定や登録を行い、利用者からの質問を最初に受ける方です。
            - 時間の目安: 最初の1か月は週に4時間、その後は週に2時間
            - お願いすること: 初期設定、利用者の登録、使い方の決まりの整備
            # 決めるときのお願い
            - 推進者と運用担当は、**別の方**にお願いします。一人に集まると、忙しい週に両方が止まってしまいます。
            - 運用担当の時間は、ほかの業務を減らして確保してください。「空いた時間で」では、なかなか始まりません。
            - 異動や休職に備え、代わりの方も考えておくと安心です。
          `),
          en: written(`
            When a start stalls, the product is seldom the reason. More often nobody has decided who does what, and when. Please name three people first.
            # Decision maker
            States the purpose and the results expected, and gives the team the time and the right to act.
            - Time: one hour a month
            - We ask for: being at the kick-off, looking at the results, speaking for the project in the company
            # Promoter
            Brings people to agree and moves the plan forward.
            - Time: two hours a week
            - We ask for: choosing the first team and task, working with other departments, measuring results
            # Operator
            Sets up the product and is the first to hear users' questions.
            - Time: four hours a week in the first month, then two
            - We ask for: initial settings, registering users, writing the rules of use
            # Before you decide
            - Promoter and operator should be **two people**. If one person is both, a busy week stops everything.
            - Make time for the operator by taking other work away. “In the time that is left” seldom comes.
            - Think of a stand-in for each, in case somebody moves or falls ill.
          `),
        },
      },
    },
  },
  {
    key: 'settings_checklist',
    definition: {
      kind: 'solving',
      title: { ja: '初期設定のチェックリスト', en: 'Checklist for the initial settings' },
      summary: {
        ja: '使い始める前に済ませておく設定を、行う順に並べました。',
        en: 'What to set up before the first day of use, in order.',
      },
      purpose: {
        ja: '最初の部署だけを対象に、抜けなく短い時間で準備を終えてもらう',
        en: 'Have the first department alone set up, completely and quickly',
      },
      phases: ['onboarding'],
      touch: [],
      roles: ['operator'],
      body: {
        format: 'text',
        text: {
          ja: written(`
            最初に使う部署の分だけを設定します。全社の設定は、最初の成果が出てからで間に合います。
            # 1. 会社の情報
            - 会社名、ロゴ、休日を登録する
            - 管理者を二人以上にする(一人が休んでも困らないように)
            # 2. 利用者と権限
            - 最初の部署の利用者だけを登録する
            - 権限は少なめに始め、必要になったら広げる
            - 退職・異動のときに、だれが利用者を外すかを決める
            # 3. データ
            - 直近3か月分だけを取り込む
            - 件数と合計が元のデータと合うことを、二人で確かめる
            - 合わないときは、そのままにせず担当のCSMに知らせる
            # 4. 通知
            - 通知は必要なものだけにする(多すぎると読まれなくなります)
            - 自分あてに一件送り、届くことを確かめる
            # 5. 動作の確認
            - 実際の業務を一件、最初から最後まで通してみる
            - 迷った所を書きとめ、勉強会の題材にする
          `),
          en: written(`
            Set up the first team only. The rest of the company can wait until there is a first result.
            # 1. Your company
            - Enter name, logo and days off
            - Have at least two administrators, so that nothing waits for one person
            # 2. Users and rights
            - Register the users of the first team only
            - Begin with few rights, and widen them when needed
            - Decide who removes users when people leave or move
            # 3. Data
            - Import the last three months only
            - Check with a colleague that counts and totals agree with the source
            - If they do not, tell your CSM rather than leave it
            # 4. Notifications
            - Switch on only what is needed; too many are read by nobody
            - Send one to yourself and see that it arrives
            # 5. A trial
            - Take one real case from beginning to end
            - Note where you hesitated: that is what the training is for
          `),
        },
      },
    },
  },
  {
    key: 'users_mail',
    definition: {
      kind: 'education',
      title: { ja: '利用者への説明メールの文例', en: 'A mail that explains it to users' },
      summary: {
        ja: '推進者から利用者へ送る案内の文例です。かっこの中を書き換えてお使いください。',
        en: 'A text the promoter can send to users. Replace what is in brackets.',
      },
      purpose: {
        ja: '利用者が「なぜ、いつから、何をするか」を推進者の言葉で知る',
        en: 'Let users hear why, from when and what, in the words of their promoter',
      },
      phases: ['onboarding'],
      touch: [],
      roles: ['promoter'],
      body: {
        format: 'text',
        text: {
          ja: written(`
            件名: 【ご案内】[開始日]から[業務名]に[製品名]を使い始めます
            # 本文
            [部署名]の皆さん
            お疲れさまです。[氏名]です。
            [開始日]から、[業務名]に[製品名]を使い始めます。目的は、[例: 転記と確認にかかっている月40時間を半分にすること]です。
            **皆さんにお願いすること**
            - [日付]までに、届いた招待メールからサインインする
            - [日時]の勉強会(45分)に参加する
            - [開始日]以降は、[業務名]を[製品名]で行う(これまでの[表計算のファイル]は閲覧のみにします)
            **わからないことがあったら**
            まず[運用担当の氏名]さんに聞いてください。よくある質問は[場所]にまとめています。
            はじめの2週間は、慣れるまで時間がかかると思います。使いにくい所は、遠慮なく教えてください。一緒に直していきます。
            [氏名]
          `),
          en: written(`
            Subject: From [date] we use [product] for [task]
            # Text
            Hello everybody in [team],
            From [start date] we will use [product] for [task]. The aim is [for example: to halve the 40 hours a month that go into copying and checking].
            **What we ask of you**
            - Sign in from the invitation by [date]
            - Come to the training on [date and time] (45 minutes)
            - From [start date], do [task] in [product]; the old [spreadsheet] can then only be read
            **If you have a question**
            Please ask [operator] first. Common questions are collected at [place].
            The first two weeks will take some getting used to. Tell us what is awkward, and we will mend it together.
            [Name]
          `),
        },
      },
    },
  },
]
