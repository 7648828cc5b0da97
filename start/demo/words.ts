/** Word stock of the demo company: parts of company names and people's names with their readings, all invented combinations. */

export const places = [
  ['青海', 'アオミ', 'Aomi'], ['白樺', 'シラカバ', 'Shirakaba'], ['南天', 'ナンテン', 'Nanten'], ['東雲', 'シノノメ', 'Shinonome'],
  ['丘珠', 'オカダマ', 'Okadama'], ['葛城', 'カツラギ', 'Katsuragi'], ['千早', 'チハヤ', 'Chihaya'], ['雲雀', 'ヒバリ', 'Hibari'],
  ['若草', 'ワカクサ', 'Wakakusa'], ['朝凪', 'アサナギ', 'Asanagi'], ['桐生野', 'キリュウノ', 'Kiryuno'], ['霧島台', 'キリシマダイ', 'Kirishimadai'],
  ['星ヶ浦', 'ホシガウラ', 'Hoshigaura'], ['美波', 'ミナミ', 'Minami'], ['榛名', 'ハルナ', 'Haruna'], ['穂積', 'ホヅミ', 'Hozumi'],
  ['水無瀬', 'ミナセ', 'Minase'], ['藤代', 'フジシロ', 'Fujishiro'], ['柊', 'ヒイラギ', 'Hiiragi'], ['鳴海', 'ナルミ', 'Narumi'],
  ['八雲', 'ヤクモ', 'Yakumo'], ['岩清水', 'イワシミズ', 'Iwashimizu'], ['奥多摩川', 'オクタマガワ', 'Okutamagawa'], ['瑞穂野', 'ミズホノ', 'Mizuhono'],
  ['日向', 'ヒナタ', 'Hinata'], ['木曽路', 'キソジ', 'Kisoji'], ['須磨浦', 'スマウラ', 'Sumaura'], ['高砂', 'タカサゴ', 'Takasago'],
  ['花巻野', 'ハナマキノ', 'Hanamakino'], ['松風', 'マツカゼ', 'Matsukaze'], ['緑ヶ丘', 'ミドリガオカ', 'Midorigaoka'], ['秋津', 'アキツ', 'Akitsu'],
] as const // biome-ignore format: a table

export const trades = [
  { industry: '製造業', words: [['精機', 'セイキ', 'Precision'], ['工業', 'コウギョウ', 'Industries'], ['製作所', 'セイサクショ', 'Works'], ['化成', 'カセイ', 'Chemical']], season: 'fiscal' },
  { industry: '運輸業・郵便業', words: [['物流', 'ブツリュウ', 'Logistics'], ['倉庫', 'ソウコ', 'Warehouse'], ['運輸', 'ウンユ', 'Transport']], season: 'yearEnd' },
  { industry: '建設業', words: [['建設', 'ケンセツ', 'Construction'], ['設備', 'セツビ', 'Facilities'], ['電設', 'デンセツ', 'Electric']], season: 'fiscal' },
  { industry: '卸売業・小売業', words: [['商事', 'ショウジ', 'Trading'], ['マート', 'マート', 'Mart'], ['ストア', 'ストア', 'Stores']], season: 'yearEnd' },
  { industry: '製造業', words: [['フーズ', 'フーズ', 'Foods'], ['食品', 'ショクヒン', 'Food Products'], ['製菓', 'セイカ', 'Confectionery']], season: 'yearEnd' },
  { industry: '医療・福祉', words: [['メディカル', 'メディカル', 'Medical'], ['薬品', 'ヤクヒン', 'Pharma'], ['ケアサービス', 'ケアサービス', 'Care']], season: 'flat' },
  { industry: '不動産業・物品賃貸業', words: [['不動産', 'フドウサン', 'Realty'], ['ビル管理', 'ビルカンリ', 'Building Care']], season: 'flat' },
  { industry: '電気・ガス・熱供給・水道業', words: [['エネルギー', 'エネルギー', 'Energy'], ['ガス', 'ガス', 'Gas']], season: 'winter' },
] as const // biome-ignore format: a table

export const regions = ['北海道', '宮城県', '埼玉県', '千葉県', '東京都', '神奈川県', '新潟県', '石川県', '静岡県', '愛知県', '京都府', '大阪府', '兵庫県', '広島県', '香川県', '福岡県', '熊本県', '沖縄県'] // biome-ignore format: a table

export const families = [
  ['田中', 'タナカ'], ['大西', 'オオニシ'], ['森', 'モリ'], ['小野寺', 'オノデラ'], ['西村', 'ニシムラ'], ['三宅', 'ミヤケ'], ['長谷川', 'ハセガワ'],
  ['浜口', 'ハマグチ'], ['久保田', 'クボタ'], ['白石', 'シライシ'], ['渡会', 'ワタライ'], ['飯島', 'イイジマ'], ['能勢', 'ノセ'], ['柴田', 'シバタ'],
  ['髙橋', 'タカハシ'], ['山﨑', 'ヤマザキ'], ['平井', 'ヒライ'], ['千田', 'チダ'], ['古賀', 'コガ'], ['宮内', 'ミヤウチ'], ['辻', 'ツジ'], ['安西', 'アンザイ'],
  ['望月', 'モチヅキ'], ['風間', 'カザマ'], ['榊', 'サカキ'], ['前園', 'マエゾノ'], ['尾形', 'オガタ'], ['牧', 'マキ'],
] as const // biome-ignore format: a table

export const givens = [
  ['美咲', 'ミサキ'], ['健一', 'ケンイチ'], ['直子', 'ナオコ'], ['拓也', 'タクヤ'], ['由美', 'ユミ'], ['大輔', 'ダイスケ'], ['真理', 'マリ'], ['翔', 'ショウ'],
  ['恵', 'メグミ'], ['隆之', 'タカユキ'], ['彩', 'アヤ'], ['誠', 'マコト'], ['千尋', 'チヒロ'], ['和也', 'カズヤ'], ['香織', 'カオリ'], ['亮', 'リョウ'],
  ['智子', 'トモコ'], ['修', 'オサム'], ['葵', 'アオイ'], ['航', 'ワタル'],
] as const // biome-ignore format: a table

export const departments = ['製造一課', '製造二課', '品質保証部', '設備管理部', '店舗運営部', '安全推進室', '情報システム部', '業務改善室'] // biome-ignore format: a table

/** What the customers of the demo company bought it for, in their own words. */
export const purposes = [
  ['紙の点検表をなくし、月末の集計をやめたい', '点検漏れの発見が翌週になる', '点検の当日確認と、集計作業を月20時間減らす'],
  ['拠点ごとに違う日報の様式を一つにしたい', '本部が拠点の状況をつかめない', '全拠点の日報を翌朝9時までに確認できる'],
  ['是正処置が終わったかどうかを見えるようにしたい', '監査のたびに証跡を探し回る', '監査準備を3日から半日にする'],
  ['ベテランの点検の勘どころを若手に引き継ぎたい', '退職で点検の質が落ちた', '新人が一か月で一人で点検できる'],
  ['設備の故障で止まる時間を減らしたい', '異常の兆しが記録に残っていない', '計画外の停止を年に3割減らす'],
] as const // biome-ignore format: a table

export const inquiryTopics = [
  ['帳票', '帳票の出力が遅い', '月末に帳票を出すと数分待たされます。改善の予定を教えてください。'],
  ['点検様式', '点検様式の変え方を知りたい', '様式に写真欄を足したいのですが、手順が分かりません。'],
  ['利用者の追加', '利用者の追加について', '来月から課員が増えます。まとめて登録する方法はありますか。'],
  ['オフライン', '電波の届かない場所で使いたい', '地下の機械室で記録が送れません。'],
  ['権限', '承認者の権限を分けたい', '課長だけが承認できるように設定したいです。'],
  ['外部連携', '連携でエラーが出る', '基幹システムへの連携が夜中に止まっていました。'],
] as const // biome-ignore format: a table
