/** Why a message is not accepted, by rule: for the developer who sends it, and for the pages. */
export const refusals = {
  ja: {
    unknown_type: '種類(type)が正しくありません',
    missing: '必要な値がありません',
    too_long: '長すぎます',
    too_large: '大きすぎます(32KBまで)',
    too_deep: '入れ子が深すぎます(12段まで)',
    not_an_object: 'オブジェクトではありません',
    not_a_time: '日時として読み取れません',
    too_long_ago: '2000年より前の日時です',
    conflict: '同じメッセージIDの、内容の違うイベントをすでに受け取っています',
    not_json: 'JSON として読み取れません',
  },
  en: {
    unknown_type: 'is no known type',
    missing: 'is missing',
    too_long: 'is too long',
    too_large: 'is too large (at most 32 KB)',
    too_deep: 'is nested too deeply (at most 12 levels)',
    not_an_object: 'is no object',
    not_a_time: 'is no time',
    too_long_ago: 'lies before 2000',
    conflict: 'another event with this message id was accepted before, with other content',
    not_json: 'is no JSON',
  },
} as const
