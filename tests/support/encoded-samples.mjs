// Tables that people might import, short ones, and the encodings that they come in.

const rows = (...lines) => `${lines.join("\r\n")}\r\n`;

/** Language, encodings, text. The first encoding is the usual one. */
export const SAMPLES = [
  [
    "German",
    "windows-1252 macintosh iso-8859-15",
    rows(
      "Name;Straße;Ort",
      "Jürgen Müller;Königsallee 4;Düsseldorf",
      "Anna Groß;Am Bächle 12;Freiburg",
      "Jörg Weiß;Mühlstraße 3;Nürnberg",
    ),
  ],
  [
    "German, prices",
    "windows-1252",
    rows("Artikel;Preis;Menge", "Schrauben;12,50 €;100", "Unterlegscheiben;3,20 €;250", "Dübel;4,99 €;80"),
  ],
  [
    "German, one umlaut",
    "windows-1252",
    rows("id;name;city", "1;Anna;Berlin", "2;Peter;München", "3;Karl;Hamburg"),
  ],
  [
    "French",
    "windows-1252 macintosh iso-8859-15",
    rows("Prénom;Nom;Ville", "Hélène;Lefèvre;Besançon", "François;Dupré;Orléans", "Zoé;Gaëtan;Nîmes"),
  ],
  [
    "French, sentences",
    "windows-1252 macintosh",
    rows(
      "Référence;Désignation;Quantité",
      "A1;Câble d’alimentation, été 2023;12",
      "B7;Fenêtre à double vitrage;3",
      "C9;Pièce détachée « à la carte »;40",
    ),
  ],
  [
    "French, one accent",
    "windows-1252",
    rows("id,nom,ville", "1,Martin,Paris", "2,Renée,Lyon", "3,Durand,Lille"),
  ],
  [
    "Spanish",
    "windows-1252 macintosh",
    rows(
      "Nombre,Apellido,Dirección",
      "José,Muñoz,Calle Peñalver 3",
      "María,Núñez,Avenida de la Constitución 12",
      "Ángel,Ibáñez,Plaza de España",
    ),
  ],
  [
    "Spanish, questions",
    "windows-1252",
    rows("pregunta,respuesta", "¿Cuántos años tiene?,treinta", "¿Dónde vive?,en Málaga", "¿Está casado?,sí"),
  ],
  [
    "Portuguese",
    "windows-1252 macintosh",
    rows(
      "Nome;Endereço;Cidade",
      "João Gonçalves;Rua São Bento 5;São Paulo",
      "Conceição Araújo;Praça da Sé;Brasília",
      "Antônio Simões;Avenida Getúlio Vargas;Belém",
    ),
  ],
  [
    "Italian",
    "windows-1252",
    rows(
      "Città;Attività;Qualità",
      "Forlì;Caffè;buona",
      "Cantù;Libertà;così così",
      "Mondovì;Università;perché no",
    ),
  ],
  ["Dutch", "windows-1252", rows("naam,plaats", "Zoë,Curaçao", "Daniël,Coördinatie", "Loïs,België")],
  [
    "Swedish",
    "windows-1252 macintosh",
    rows(
      "Namn;Ort;Gata",
      "Åsa Björk;Göteborg;Östra Hamngatan",
      "Pär Sjöström;Malmö;Södergatan",
      "Märta Åkesson;Växjö;Norra Järnvägsgatan",
    ),
  ],
  [
    "Finnish",
    "windows-1252",
    rows("nimi;kaupunki", "Päivi Mäkinen;Jyväskylä", "Yrjö Hämäläinen;Hyvinkää", "Väinö Töyrylä;Seinäjoki"),
  ],
  [
    "Danish",
    "windows-1252 macintosh",
    rows(
      "Navn;By;Vej",
      "Søren Kjær;København;Nørregade 3",
      "Åse Bjørn;Århus;Sønder Allé",
      "Jørgen Møller;Tønder;Østergade",
    ),
  ],
  ["Norwegian, one letter", "windows-1252", rows("id,name", "1,Bjørn", "2,Kari", "3,Ola")],
  [
    "Icelandic",
    "windows-1252",
    rows(
      "Nafn;Staður",
      "Þórður Guðmundsson;Reykjavík",
      "Sigríður Ægisdóttir;Ísafjörður",
      "Björk Höskuldsdóttir;Egilsstaðir",
    ),
  ],
  [
    "People from everywhere",
    "windows-1252",
    rows(
      "name,city",
      "Jürgen Müller,Köln",
      "François Lefèvre,Besançon",
      "José Núñez,Málaga",
      "Søren Ærø,København",
      "João Gonçalves,São Paulo",
      "Åsa Öberg,Malmö",
    ),
  ],
  [
    "English, curly quotes",
    "windows-1252",
    rows("id,comment", "1,It’s fine", "2,“Great” – really", "3,Don’t know… maybe"),
  ],
  ["English, one apostrophe", "windows-1252", rows("id,comment", "1,ok", "2,I don’t know", "3,fine")],
  ["English, pounds", "windows-1252", rows("item,price", "Tea,£3.50", "Scones,£4.20", "Jam,£2")],
  ["English, degrees", "windows-1252", rows("city,temperature", "Leeds,21 °C", "York,19 °C", "Hull,17 °C")],
  [
    "Polish",
    "windows-1250 iso-8859-2",
    rows(
      "Imię;Nazwisko;Miasto",
      "Łukasz;Wójcik;Kraków",
      "Małgorzata;Dąbrowska;Łódź",
      "Stanisław;Woźniak;Częstochowa",
    ),
  ],
  [
    "Polish, sentences",
    "windows-1250 iso-8859-2",
    rows(
      "Nazwa;Ilość;Cena",
      "Żarówka energooszczędna;12;15,99 zł",
      "Śruba ze stali nierdzewnej;200;0,45 zł",
      "Łącznik świecznikowy;5;21,00 zł",
    ),
  ],
  ["Polish, two letters", "windows-1250", rows("id;miasto", "1;Warszawa", "2;Łódź", "3;Lublin")],
  [
    "Czech",
    "windows-1250 iso-8859-2",
    rows(
      "Jméno;Příjmení;Město",
      "Jiří;Dvořák;Plzeň",
      "Božena;Němcová;Hradec Králové",
      "Tomáš;Růžička;České Budějovice",
    ),
  ],
  ["Czech, short", "windows-1250", rows("jmeno;mesto", "Jan;Praha", "Jiří;Brno", "Zdeněk;Plzeň")],
  [
    "Slovak",
    "windows-1250",
    rows(
      "Meno;Priezvisko;Mesto",
      "Ľubomír;Štúr;Košice",
      "Žofia;Kováčová;Banská Štiavnica",
      "Ján;Hroboň;Liptovský Mikuláš",
    ),
  ],
  [
    "Hungarian",
    "windows-1250 iso-8859-2",
    rows(
      "Név;Cím;Város",
      "Kovács Győző;Petőfi utca 5;Győr",
      "Szőke Zsófia;Fő út 12;Székesfehérvár",
      "Tóth Ödön;Kőműves köz 3;Hódmezővásárhely",
    ),
  ],
  [
    "Romanian",
    "windows-1250",
    rows(
      "Nume;Oraş;Judeţ",
      "Ştefan Ionescu;Bucureşti;Ilfov",
      "Mădălina Ţurcanu;Iaşi;Iaşi",
      "Cătălin Pârvu;Braşov;Braşov",
    ),
  ],
  [
    "Croatian",
    "windows-1250 iso-8859-2",
    rows("Ime;Prezime;Grad", "Željko;Šimić;Čakovec", "Đurđica;Kovačević;Požega", "Krešimir;Božić;Šibenik"),
  ],
  [
    "Slovene",
    "windows-1250",
    rows("Ime;Mesto", "Žiga Čuk;Škofja Loka", "Mojca Kovač;Črnomelj", "Uroš Žagar;Kočevje"),
  ],
  [
    "Russian",
    "windows-1251 koi8-r ibm866 iso-8859-5 x-mac-cyrillic",
    rows(
      "Имя;Фамилия;Город",
      "Иван;Петров;Москва",
      "Ольга;Кузнецова;Санкт-Петербург",
      "Сергей;Щербаков;Нижний Новгород",
    ),
  ],
  [
    "Russian, sentences",
    "windows-1251 koi8-r ibm866 iso-8859-5",
    rows(
      "Номер;Наименование;Количество",
      "1;Бумага для принтера, пачка;20",
      "2;Стул офисный чёрный;4",
      "3;Лампа настольная светодиодная;7",
    ),
  ],
  [
    "Russian, capitals",
    "windows-1251 koi8-r ibm866",
    rows(
      "ФИО;АДРЕС",
      "ИВАНОВ ИВАН ИВАНОВИЧ;ГОРОД ТВЕРЬ",
      "СМИРНОВА АННА ПЕТРОВНА;ГОРОД ОМСК",
      "КОЗЛОВ ДМИТРИЙ;ГОРОД КАЗАНЬ",
    ),
  ],
  ["Russian, one word", "windows-1251 koi8-r ibm866", rows("id,city", "1,Москва", "2,London", "3,Paris")],
  [
    "Ukrainian",
    "windows-1251 koi8-u",
    rows(
      "Ім'я;Прізвище;Місто",
      "Олексій;Шевченко;Київ",
      "Наталія;Ґалаґан;Чернівці",
      "Юрій;Їжакевич;Запоріжжя",
    ),
  ],
  [
    "Bulgarian",
    "windows-1251",
    rows("Име;Фамилия;Град", "Георги;Димитров;Търново", "Мария;Илиева;София", "Стоян;Въчев;Пловдив"),
  ],
  [
    "Serbian",
    "windows-1251",
    rows("Име;Презиме;Град", "Љубица;Ђорђевић;Београд", "Драган;Живковић;Ниш", "Небојша;Миљковић;Крагујевац"),
  ],
  [
    "Greek",
    "windows-1253 iso-8859-7",
    rows(
      "Όνομα;Επώνυμο;Πόλη",
      "Γιώργος;Παπαδόπουλος;Αθήνα",
      "Ελένη;Νικολάου;Θεσσαλονίκη",
      "Κώστας;Γεωργίου;Ηράκλειο",
    ),
  ],
  [
    "Greek, capitals",
    "windows-1253",
    rows("ΟΝΟΜΑ;ΠΟΛΗ", "ΠΑΠΑΔΟΠΟΥΛΟΣ ΓΕΩΡΓΙΟΣ;ΑΘΗΝΑ", "ΝΙΚΟΛΑΟΥ ΕΛΕΝΗ;ΠΑΤΡΑ", "ΓΕΩΡΓΙΟΥ ΜΑΡΙΑ;ΛΑΡΙΣΑ"),
  ],
  [
    "Turkish",
    "windows-1254",
    rows("Ad;Soyad;Şehir", "Ayşe;Yılmaz;İstanbul", "Uğur;Öztürk;Diyarbakır", "Çağla;Şahin;Eskişehir"),
  ],
  ["Turkish, short", "windows-1254", rows("ad,sehir", "Mehmet,Ankara", "Işıl,Muğla", "Ali,Bursa")],
  [
    "Hebrew",
    "windows-1255 iso-8859-8",
    rows("שם;משפחה;עיר", "יוסף;כהן;ירושלים", "שרה;לוי;תל אביב", "דוד;מזרחי;חיפה"),
  ],
  ["Hebrew, one word", "windows-1255", rows("id,city", "1,ירושלים", "2,London", "3,Rome")],
  [
    "Arabic",
    "windows-1256 iso-8859-6",
    rows(
      "الاسم;المدينة;الهاتف",
      "محمد أحمد;القاهرة;0101",
      "فاطمة علي;الرياض;0502",
      "خالد عبد الله;دمشق;0933",
    ),
  ],
  [
    "Persian",
    "windows-1256",
    rows("نام;شهر", "محمد رضا پورمند;تهران", "زهرا گلستاني;شيراز", "علي چراغي;اصفهان"),
  ],
  [
    "Lithuanian",
    "windows-1257",
    rows(
      "Vardas;Pavardė;Miestas",
      "Žydrūnas;Šimkus;Šiauliai",
      "Rūta;Jurgelevičiūtė;Panevėžys",
      "Ąžuolas;Kėdainis;Klaipėda",
    ),
  ],
  [
    "Latvian",
    "windows-1257",
    rows("Vārds;Uzvārds;Pilsēta", "Jānis;Bērziņš;Rīga", "Līga;Kalniņa;Jēkabpils", "Ģirts;Ķirsis;Cēsis"),
  ],
  [
    "Estonian",
    "windows-1257",
    rows("Nimi;Linn", "Jüri Mägi;Pärnu", "Õnne Tõnisson;Võru", "Žanna Šmidt;Tõrva"),
  ],
  [
    "Vietnamese",
    "windows-1258",
    rows(
      "Họ tên;Địa chỉ;Thành phố",
      "Nguyễn Văn Hùng;12 Trần Hưng Đạo;Hà Nội",
      "Lê Thị Hồng;45 Lý Thường Kiệt;Đà Nẵng",
      "Phạm Quốc Bảo;7 Nguyễn Huệ;Cần Thơ",
    ),
  ],
  [
    "Thai",
    "windows-874",
    rows("ชื่อ,นามสกุล,จังหวัด", "สมชาย,ใจดี,กรุงเทพมหานคร", "สุดา,รักไทย,เชียงใหม่", "วิชัย,แสงทอง,ขอนแก่น"),
  ],
  ["Thai, one word", "windows-874", rows("id,city", "1,กรุงเทพ", "2,London", "3,Rome")],
  [
    "Japanese",
    "shift_jis euc-jp",
    rows(
      "氏名,住所,電話番号",
      "山田太郎,東京都新宿区西新宿1-2-3,03-1234-5678",
      "佐藤花子,大阪府大阪市北区梅田4-5,06-2345-6789",
      "鈴木一郎,愛知県名古屋市中区栄6-7,052-345-6789",
    ),
  ],
  [
    "Japanese, kana",
    "shift_jis euc-jp",
    rows(
      "商品名,数量,備考",
      "ボールペン,10,あかいもの",
      "ノート,25,サイズはおまかせします",
      "消しゴム,7,なるべく早くお願いします",
    ),
  ],
  ["Japanese, half-width", "shift_jis", rows("ｶﾅｼﾒｲ,金額", "ﾔﾏﾀﾞ ﾀﾛｳ,1000", "ｻﾄｳ ﾊﾅｺ,2500", "ｽｽﾞｷ ｲﾁﾛｳ,300")],
  ["Japanese, one word", "shift_jis euc-jp", rows("id,city", "1,東京都", "2,London", "3,Paris")],
  [
    "Simplified Chinese",
    "gb18030",
    rows(
      "姓名,地址,电话",
      "王小明,北京市海淀区中关村大街1号,010-12345678",
      "李静,上海市浦东新区世纪大道88号,021-87654321",
      "陈建国,广州市天河区体育西路5号,020-11112222",
    ),
  ],
  [
    "Simplified Chinese, goods",
    "gb18030",
    rows("商品名称,数量,单价", "不锈钢螺丝,100,0.50", "办公桌椅,3,499.00", "打印纸,25,18.80"),
  ],
  ["Simplified Chinese, one word", "gb18030", rows("id,city", "1,北京", "2,London", "3,Paris")],
  [
    "Traditional Chinese",
    "big5",
    rows(
      "姓名,地址,電話",
      "王小明,台北市大安區忠孝東路四段1號,02-12345678",
      "林美惠,高雄市左營區博愛二路88號,07-7654321",
      "陳建國,台中市西屯區文心路5號,04-11112222",
    ),
  ],
  [
    "Traditional Chinese, goods",
    "big5",
    rows("商品名稱,數量,單價", "不鏽鋼螺絲,100,0.50", "辦公桌椅,3,499.00", "影印紙,25,18.80"),
  ],
  ["Traditional Chinese, one word", "big5", rows("id,city", "1,台北市", "2,London", "3,Paris")],
  [
    "Korean",
    "euc-kr",
    rows(
      "이름,주소,전화번호",
      "김철수,서울특별시 강남구 테헤란로 12,02-123-4567",
      "이영희,부산광역시 해운대구 우동 34,051-234-5678",
      "박민수,대구광역시 중구 동성로 5,053-345-6789",
    ),
  ],
  [
    "Korean, goods",
    "euc-kr",
    rows(
      "상품명,수량,비고",
      "볼펜,10,빨간색으로 보내 주세요",
      "공책,25,없음",
      "지우개,7,빠른 배송 부탁드립니다",
    ),
  ],
  ["Korean, one word", "euc-kr", rows("id,city", "1,서울", "2,London", "3,Paris")],
  ["ASCII", "utf-8", rows("id,name", "1,Anna", "2,Ben", "3,Carl")],
  [
    "Any language in UTF-8",
    "utf-8 utf-16le utf-16be",
    rows("name,city", "Jürgen,Köln", "Ольга,Москва", "山田太郎,東京都"),
  ],
  [
    "Chinese in UTF-16",
    "utf-16le utf-16be utf-8",
    rows(
      "姓名,地址,电话",
      "王小明,北京市海淀区中关村大街一号,八零一",
      "李静,上海市浦东新区世纪大道八十八号,八零二",
    ),
  ],
  ["One accent in UTF-8", "utf-8", rows("id,name", "1,Ann", "2,José", "3,Bob")],
];
