// Nothing in; which encodings people write in, and the letters of their languages.

/** Languages that are written in the same encodings. */
export interface Family {
  /** The Encoding Standard's names, each with its handicap: how much dearer a reading in it is, because it is rare. */
  readonly encodings: Readonly<Record<string, number>>;
  /** For each language its letters outside ASCII, the frequent ones first; for Chinese, Japanese and Korean a choice. */
  readonly languages: readonly string[];
}

export const FAMILIES: readonly Family[] = [
  {
    encodings: { "windows-1252": 0, macintosh: 3, "iso-8859-15": 3 },
    languages: [
      "éèàêçôâîûùïëœü",
      "üöäßé",
      "óíáñéúü",
      "ãçáéíóêõâúàô",
      "àèùòéì",
      "ëéïöüèó",
      "äöåé",
      "øåæéöäü",
      "áíðóöþæúéý",
      "àóéíçèúòïü",
      // A list of people from everywhere.
      "éüöäáíóñçèøåãæëêôïâúßàõûîòùìýœðþ",
    ],
  },
  {
    encodings: { "windows-1250": 1, "iso-8859-2": 3 },
    languages: [
      "łóąęśżćńź",
      "áíéýěčřžšůúňťďó",
      "áíéýčžšúľťňôďóäŕĺ",
      "áéöíóőüűú",
      "ăîâşţ",
      "čšžćđ",
      "áéíčšóžłöüąřěęýúäőťňůôßľśżćńđźďűăşţîâç",
    ],
  },
  { encodings: { "windows-1254": 1 }, languages: ["ıüşöçğİâî"] },
  {
    encodings: { "windows-1257": 1, "iso-8859-4": 5 },
    languages: ["ėšųįžąčęū", "āēīšūņļžķģč", "äõüöšž"],
  },
  { encodings: { "windows-1258": 2 }, languages: ["\u0301\u0300đ\u0323ưáơàôêâă\u0309\u0303éóúíèù"] },
  {
    encodings: {
      "windows-1251": 0,
      "koi8-r": 2,
      ibm866: 2,
      "iso-8859-5": 4,
      "koi8-u": 2.5,
      "x-mac-cyrillic": 4,
    },
    languages: [
      "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
      "оаниівртескулмдпязьгйбчжхцїюєшщфґ",
      "аеиотнрсвлдкпмзъуягбчщжшйцхфюь",
      "аоиенртсјукдмвлпзгбчшцћжњхљђфџ",
    ],
  },
  { encodings: { "windows-1253": 1, "iso-8859-7": 2 }, languages: ["αοιετσνρηυκπμλςδγίόωάχέήθφύβώξζψϊ"] },
  { encodings: { "windows-1255": 1 }, languages: ["יוהלאתרמבשנדםקעחפגסכצטזןךףץ"] },
  {
    encodings: { "windows-1256": 1, "iso-8859-6": 3 },
    languages: ["المينرتوبدعحةسفهكقشجأصخطذثىضغزئءإظؤآ", "اینردهمتوسبلشکزفگعخقجآپحصطچضغثژئظذ"],
  },
  {
    encodings: { "windows-874": 1 },
    languages: [
      "านร\u0e35อ\u0e48ก\u0e31\u0e34เง\u0e49มวยลสทต\u0e38\u0e4cคะไบพ\u0e37ดป\u0e39แหจชโขถใ\u0e33ศผ\u0e47ณธซภษฟญ",
    ],
  },
  {
    encodings: { shift_jis: 0, "euc-jp": 1 },
    languages: [
      "ンのー\u3099スいルトアイリるしたラクシなにドレフッカをとタテウはマロサコニキミ\u309aでがりナオっきメチムハこャかうらすくさまプジブバグデツセエ日本市町区名県京住所番号氏田山東大中村年月社株式会藤子川木高小郎一電話金野金額数量商品合計注文郵便客丁目",
    ],
  },
  {
    encodings: { gb18030: 0 },
    languages: [
      "的一是不有人大中国上在公市司号路区名海电京北地话明王李张刘陈杨赵黄周吴徐孙林郭马罗梁宋郑谢姓址日期金额数量单价客户备注类状态编省县州城街南东西江广山川江浙安福有限科技年月天元小华建文志伟平高新长生品商家和我个为时要来到出就分会可",
    ],
  },
  {
    encodings: { big5: 1, gb18030: 5 },
    languages: [
      "的一是不有人大中市路號區台北司公名國上在電灣話地明王李張劉陳楊趙黃周吳徐林郭許蔡鄭謝曾洪葉蘇姓址日期金額數量單價客戶備註類狀態編縣街南東西高雄新竹限技年月天元小華建文志美雅君家俊宏生品商和我個為時要來到出就分會可",
    ],
  },
  {
    encodings: { "euc-kr": 0 },
    languages: [
      "이시의다에구가로동지고하기는을전사도인서한정주대수부호김자상원어박리은나산아울조일번해영제성보장미경최명소유여화라금액가격품강남북회비현진신민안우선오중천광제날짜객름윤임홍송권황재희준석연숙철순용건면읍길과국를그",
    ],
  },
];
