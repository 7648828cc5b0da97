import type { MailTemplate } from '../template.ts'

const ja = (...paragraphs: string[]): string =>
  [
    '{{ contact.addressee }}',
    'いつもお世話になっております。\n{{ workspace.name }}の{{ sender.name }}です。',
    ...paragraphs,
    '引き続き、どうぞよろしくお願いいたします。',
    '{{ workspace.name }}\n{{ sender.name }}',
  ].join('\n\n')

const en = (...paragraphs: string[]): string =>
  ['{{ contact.addressee }}', ...paragraphs, 'Kind regards,\n{{ sender.name }}\n{{ workspace.name }}'].join('\n\n')

/** Ready-made mails from the first days to the renewal. Facts that are not known of everybody have a default, or a block of their own. */
export const readyTemplates: readonly Omit<MailTemplate, 'consentPurposeId'>[] = [
  {
    key: 'welcome',
    name: { ja: 'ご契約のお礼とキックオフのご案内', en: 'Welcome and kick-off' },
    aim: { ja: '契約の直後に、これからの進め方を伝える', en: 'Right after the contract: what comes next' },
    subject: {
      ja: '【{{ workspace.name }}】ご契約のお礼とキックオフのご案内',
      en: 'Welcome to {{ workspace.name }}: your kick-off',
    },
    body: {
      ja: ja(
        'このたびはご契約いただき、誠にありがとうございます。\nこれから成果が出るまで、私どもが伴走いたします。',
        'はじめに、目的と進め方を確認するキックオフの場を設けたく存じます。キックオフの予定日は{{ plan.kick_off_on }}です。ご都合が合わない場合は、このメールにご返信ください。',
        '{% next_step %}',
        '全体の流れと期日は、下のページでいつでもご覧いただけます。',
        '{% button "導入プランを見る", plan.link %}',
      ),
      en: en(
        'Thank you very much for choosing us. We will be at your side until you see results.',
        'To begin with, we would like to agree on the purpose and the way there. The kick-off is planned for {{ plan.kick_off_on }}. If that does not suit you, please simply reply to this mail.',
        '{% next_step %}',
        'You can look at the whole plan and its dates at any time.',
        '{% button "Open your plan", plan.link %}',
      ),
    },
  },
  {
    key: 'first_login',
    name: { ja: '初回ログインのご案内', en: 'First sign-in' },
    aim: { ja: '最初のログインまでを後押しする', en: 'Helps people to sign in for the first time' },
    subject: { ja: '初回ログインのお願い(所要時間は約5分です)', en: 'Your first sign-in takes about five minutes' },
    body: {
      ja: ja(
        'ご利用の準備が整いました。まずは一度ログインして、画面をご覧ください。所要時間は5分ほどです。',
        '{% next_step %}',
        'ログインでお困りのことがありましたら、このメールにそのままご返信ください。担当者がお答えします。',
      ),
      en: en(
        'Everything is ready for you. Please sign in once and have a look around: it takes about five minutes.',
        '{% next_step %}',
        'If you have any trouble signing in, just reply to this mail and we will help.',
      ),
    },
  },
  {
    key: 'next_step',
    name: { ja: '次のステップのご案内', en: 'Your next step' },
    aim: { ja: 'ステップに取りかかれるようになったときに知らせる', en: 'Tells that a step can be begun' },
    subject: {
      ja: '次のステップ「{{ step.name }}」のご案内',
      en: 'Next for you: {{ step.name }}',
    },
    body: {
      ja: ja(
        '導入プランの次のステップに進める状態になりましたので、ご案内いたします。',
        '■ {{ step.name }}\n{{ step.help }}\n期日の目安: {{ step.due_on }}',
        '{% button "手順を見る", plan.link %}',
        'すでにお済みの場合は、行き違いをご容赦ください。',
      ),
      en: en(
        'The next step of your plan can be begun.',
        '■ {{ step.name }}\n{{ step.help }}\nPlanned for: {{ step.due_on }}',
        '{% button "Show me how", plan.link %}',
        'If this is done already, please disregard this mail.',
      ),
    },
  },
  {
    key: 'stuck',
    name: { ja: '進みが止まっているときのお声がけ', en: 'A gentle nudge' },
    aim: { ja: '期日を過ぎたステップについて、困りごとを尋ねる', en: 'Asks what is in the way of a late step' },
    subject: {
      ja: '「{{ step.name }}」について、お困りのことはございませんか',
      en: 'May we help with “{{ step.name }}”?',
    },
    body: {
      ja: ja(
        '「{{ step.name }}」の期日({{ step.due_on }})を過ぎましたので、ご様子を伺いたくご連絡いたしました。',
        'お忙しい時期かと存じます。よくあるのは、次のようなご事情です。\n・社内の確認や承認をお待ちである\n・手順に分かりにくいところがある\n・担当の方のお時間が取れない',
        'どれか一つでも当てはまりましたら、このメールにひとことご返信ください。日程の見直しも含めて、進めやすい方法を一緒に考えます。',
        '{% button "手順を見る", plan.link %}',
      ),
      en: en(
        '“{{ step.name }}” was planned for {{ step.due_on }}, and we would like to ask how it is going.',
        'These are the usual reasons for a delay:\n・a decision or an approval is awaited\n・part of the instructions is unclear\n・nobody has the time just now',
        'If one of them applies, a short reply is enough. We will find an easier way with you, a later date included.',
        '{% button "Show me how", plan.link %}',
      ),
    },
  },
  {
    key: 'first_value',
    name: { ja: '最初の成果のお祝い', en: 'First value reached' },
    aim: {
      ja: '最初の成果が出たときに、喜びと次の一歩を伝える',
      en: 'Congratulates on the first result and shows what comes next',
    },
    subject: { ja: '最初の成果、おめでとうございます', en: 'Congratulations on your first result' },
    body: {
      ja: ja(
        '最初の成果が確認できました。おめでとうございます。皆さまが準備を重ねてこられた結果と存じます。',
        '{% plan_progress %}',
        'この進め方をほかの部署や業務にも広げていくと、効果がさらに大きくなります。次のステップは下記のとおりです。',
        '{% next_step %}',
      ),
      en: en(
        'Your first result is there. Congratulations: it is what you and your team have prepared for.',
        '{% plan_progress %}',
        'The same way of working pays off in other teams as well. This is what comes next.',
        '{% next_step %}',
      ),
    },
  },
  {
    key: 'training',
    name: { ja: '操作研修のご案内', en: 'Invitation to a training' },
    aim: { ja: '操作研修に誘う', en: 'Invites to a training' },
    subject: { ja: '操作研修(オンライン・60分)のご案内', en: 'Online training, 60 minutes' },
    body: {
      ja: ja(
        '実際にご利用になる方を対象に、オンラインの操作研修(60分)をご用意しております。',
        '研修では、次の内容を画面を動かしながらご説明します。\n・毎日の業務で使う基本の操作\n・よくあるつまずきと、その解決方法\n・皆さまからのご質問への回答',
        '参加をご希望の方の人数と、ご都合のよい日時を2、3候補ほど、このメールへのご返信でお知らせください。',
      ),
      en: en(
        'For everybody who is going to use the product we offer an online training of 60 minutes.',
        'It covers, live on the screen:\n・what you need every day\n・what people commonly stumble over, and the way out\n・your own questions',
        'Please reply with the number of people who would like to join and two or three times that suit you.',
      ),
    },
  },
  {
    key: 'monthly_use',
    name: { ja: '月次のご利用状況', en: 'Monthly use' },
    aim: { ja: '毎月、使われ方を数字で振り返る', en: 'Looks back at a month of use' },
    subject: { ja: '今月のご利用状況のご報告', en: 'Your use this month' },
    body: {
      ja: ja(
        '直近のご利用状況をまとめましたので、ご報告いたします。',
        '{% usage_summary %}',
        '数字についてのご質問や、もっと活用したい業務がございましたら、お気軽にご返信ください。',
      ),
      en: en(
        'Here is a summary of how the product has been used lately.',
        '{% usage_summary %}',
        'If you have a question about these figures, or work that you would like to do with the product, please reply.',
      ),
    },
  },
  {
    key: 'renewal',
    name: { ja: '契約更新のご案内', en: 'Renewal notice' },
    aim: { ja: '更新日が近づいたことを、早めに知らせる', en: 'Tells early that a renewal is coming up' },
    subject: {
      ja: 'ご契約更新のご案内(更新日: {{ facts.contract.renewal_on }})',
      en: 'Your renewal on {{ facts.contract.renewal_on }}',
    },
    body: {
      ja: ja(
        '現在のご契約は、{{ facts.contract.renewal_on }}に更新日を迎えます。',
        'お手続きの前に、この一年の成果を一緒に振り返り、来年度の目標を確認するお打ち合わせの機会をいただけますと幸いです。社内でのご検討に必要な資料がございましたら、あわせてお申し付けください。',
        'ご都合のよい日時を、このメールへのご返信でお知らせください。',
      ),
      en: en(
        'Your present contract renews on {{ facts.contract.renewal_on }}.',
        'Before that, we would be glad to look back at the year with you and to agree on the goals of the next one. If you need any documents for your own approval, please tell us.',
        'Please reply with a time that suits you.',
      ),
    },
  },
  {
    key: 'answered',
    name: { ja: 'ご質問への回答のお知らせ', en: 'Your question was answered' },
    aim: { ja: 'お客さまの質問に答えたことを知らせる', en: 'Tells that a question was answered' },
    subject: { ja: 'ご質問への回答のお知らせ', en: 'We have answered your question' },
    body: {
      ja: ja(
        'お寄せいただいたご質問に回答いたしました。下のページからご確認ください。',
        '{% button "回答を見る", plan.link %}',
        'ご不明な点が残っておりましたら、ページの質問欄、またはこのメールへのご返信でお知らせください。',
      ),
      en: en(
        'We have answered the question you asked. Please find the answer on your page.',
        '{% button "Read the answer", plan.link %}',
        'If anything is still unclear, ask again on that page or reply to this mail.',
      ),
    },
  },
  {
    key: 'results',
    name: { ja: '成果のご報告', en: 'Report of results' },
    aim: { ja: '目標に対する成果を、決裁者に報告する', en: 'Reports results against the goals to the decision maker' },
    subject: { ja: '「{{ plan.name }}」の成果のご報告', en: 'Results of “{{ plan.name }}”' },
    body: {
      ja: ja(
        '「{{ plan.name }}」につきまして、目標と現在までの進み具合をご報告いたします。',
        '{% results %}',
        '{% plan_progress %}',
        '詳しい内容は、30分ほどのお打ち合わせでご説明できればと存じます。ご都合のよい日時をお知らせいただけますと幸いです。',
      ),
      en: en(
        'This is where “{{ plan.name }}” stands against its goals.',
        '{% results %}',
        '{% plan_progress %}',
        'We would be glad to go through it with you in half an hour. Please let us know when it suits you.',
      ),
    },
  },
]
