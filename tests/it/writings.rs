//! Honest words in the writings of the world go through every form, and the checks find nothing in them.

use crate::support::{Answer, SomebodyElse, TestApp, a_submission, an_experience};
use axum::http::StatusCode;
use firstbucket::values::ItemId;
use sqlx::PgPool;

/// A headline, what was done, what went wrong, and what to tell a friend.
const STORIES: [(&str, [&str; 4]); 16] = [
    (
        "Chinese, simplified",
        [
            "写攻略失败",
            "我写了四十篇小城旅游攻略，营业时间由聊天助手补充，每周大约花七个小时，靠广告赚一点钱。",
            "助手补充的营业时间有一半是错的，读者纷纷写信来抱怨，第五个月搜索来的访问量突然就没了。",
            "只写你自己去过的地方，核对助手添加的每一个事实，并且从第一天起就老老实实记下你的工时。",
        ],
    ),
    (
        "Chinese, traditional",
        [
            "練習卷賺得很少",
            "我晚上替兩所學校做練習卷，初稿由模型寫，再由我逐題修改，每星期大約要花五個小時左右。",
            "每所學校都要求自己的版式，改來改去花掉我大部分時間，半年之後再也沒有人願意付錢給我。",
            "開始之前先問清楚到底由誰付錢，先談好版式再談價錢，還要從第一天起就把工時記下來才行。",
        ],
    ),
    (
        "Japanese",
        [
            "記事を四十本書いた",
            "自分が訪れた小さな町の案内記事を書き、営業時間だけはチャットに調べさせて広告を載せました。",
            "営業時間の半分が間違っていて読者から苦情が届き、五か月目には検索からの訪問が止まりました。",
            "自分がよく知っていることだけを書き、助手が足した事実はすべて確かめ、時間も記録しましょう。",
        ],
    ),
    (
        "Korean",
        [
            "여행 글 마흔 편",
            "제가 가 본 작은 도시의 안내 글을 쓰고 영업 시간은 챗봇에게 채우게 해서 광고를 붙였습니다.",
            "영업 시간의 절반이 틀려서 독자들이 항의했고, 다섯 달째에는 검색 방문이 완전히 끊겼습니다.",
            "직접 아는 것만 쓰고 챗봇이 더한 사실은 하나하나 확인하고, 들인 시간을 꼭 적어 두세요.",
        ],
    ),
    (
        "Thai",
        [
            "บทความท่องเที่ยวสี่สิบเรื่อง",
            "ฉันเขียนบทความแนะนำเมืองเล็ก ๆ ที่เคยไปเอง แล้วให้แชตบอตเติมเวลาเปิดปิด ใช้เวลาราวเจ็ดชั่วโมงต่อสัปดาห์",
            "เวลาเปิดปิดผิดไปครึ่งหนึ่ง ผู้อ่านเขียนมาบ่น และในเดือนที่ห้าคนที่เข้ามาจากการค้นหาก็หายไปหมด",
            "เขียนเฉพาะสิ่งที่คุณรู้จริง ตรวจทุกอย่างที่แชตบอตเติมให้ และจดเวลาทำงานไว้ตั้งแต่วันแรก ไม่อย่างนั้นจะหลอกตัวเอง",
        ],
    ),
    (
        "Lao",
        [
            "ບົດຄວາມທ່ອງທ່ຽວສີ່ສິບເລື່ອງ",
            "ຂ້ອຍຂຽນບົດຄວາມແນະນຳເມືອງນ້ອຍໆທີ່ຂ້ອຍເຄີຍໄປ ແລ້ວໃຫ້ແຊັດບອດຕື່ມເວລາເປີດປິດ ໃຊ້ເວລາປະມານເຈັດຊົ່ວໂມງຕໍ່ອາທິດ",
            "ເວລາເປີດປິດຜິດໄປເຄິ່ງໜຶ່ງ ຜູ້ອ່ານຂຽນມາຕໍ່ວ່າ ແລະ ໃນເດືອນທີຫ້າ ຄົນທີ່ເຂົ້າມາຈາກການຄົ້ນຫາກໍຫາຍໄປໝົດ",
            "ຂຽນແຕ່ສິ່ງທີ່ເຈົ້າຮູ້ແທ້ ກວດທຸກຢ່າງທີ່ແຊັດບອດຕື່ມໃຫ້ ແລະ ຈົດເວລາເຮັດວຽກໄວ້ຕັ້ງແຕ່ມື້ທຳອິດ ຢ່າຫຼອກຕົວເອງ",
        ],
    ),
    (
        "Khmer",
        [
            "អត្ថបទទេសចរណ៍សែសិប",
            "ខ្ញុំបានសរសេរអត្ថបទណែនាំអំពីទីក្រុងតូចៗដែលខ្ញុំធ្លាប់ទៅ ហើយឱ្យម៉ូឌែលបំពេញម៉ោងបើកបិទ ប្រហែលប្រាំពីរម៉ោងក្នុងមួយសប្តាហ៍។",
            "ម៉ោងបើកបិទខុសពាក់កណ្តាល អ្នកអានបានសរសេរមកតវ៉ា ហើយនៅខែទីប្រាំ អ្នកចូលមើលពីការស្វែងរកបានបាត់អស់។",
            "សូមសរសេរតែអ្វីដែលអ្នកស្គាល់ច្បាស់ ពិនិត្យរាល់ការពិតដែលម៉ូឌែលបន្ថែម ហើយកត់ម៉ោងធ្វើការតាំងពីថ្ងៃដំបូង។",
        ],
    ),
    (
        "Hindi",
        [
            "यात्रा के चालीस लेख",
            "मैंने उन छोटे शहरों की गाइड लिखीं जहाँ मैं खुद गया था, और खुलने का समय मॉडल से भरवाया, हफ़्ते में सात घंटे लगते थे।",
            "आधे समय गलत निकले, पाठकों ने शिकायत की, और पाँचवें महीने में खोज से आने वाले लोग पूरी तरह बंद हो गए।",
            "सिर्फ़ वही लिखिए जो आप अच्छी तरह जानते हैं, मॉडल की हर बात जाँचिए और पहले दिन से अपने घंटे लिखते रहिए।",
        ],
    ),
    (
        "Tamil",
        [
            "நாற்பது பயணக் கட்டுரைகள்",
            "நான் நேரில் பார்த்த சிறு ஊர்களைப் பற்றி வழிகாட்டிகள் எழுதினேன், திறக்கும் நேரங்களை மாதிரி நிரப்பியது.",
            "பாதி நேரங்கள் தவறாக இருந்தன, வாசகர்கள் புகார் எழுதினார்கள், ஐந்தாம் மாதத்தில் தேடலில் இருந்து வருகை நின்றது.",
            "உங்களுக்கு நன்றாகத் தெரிந்ததை மட்டும் எழுதுங்கள், மாதிரி சேர்க்கும் ஒவ்வொன்றையும் சரிபாருங்கள், நேரத்தைக் குறியுங்கள்.",
        ],
    ),
    (
        "Arabic",
        [
            "أربعون مقالاً عن السفر",
            "كتبت أدلة عن مدن صغيرة زرتها بنفسي، وتركت المساعد يملأ ساعات العمل، وكنت أعمل نحو سبع ساعات في الأسبوع.",
            "كان نصف ساعات العمل خاطئاً، فكتب القراء يشتكون، وفي الشهر الخامس توقفت الزيارات القادمة من البحث تماماً.",
            "اكتب فقط عما تعرفه جيداً، وتحقق من كل معلومة يضيفها المساعد، وسجل ساعات عملك منذ اليوم الأول.",
        ],
    ),
    (
        "Hebrew",
        [
            "ארבעים כתבות טיולים",
            "כתבתי מדריכים לערים קטנות שביקרתי בהן בעצמי, ונתתי לעוזר למלא את שעות הפתיחה, בערך שבע שעות בשבוע.",
            "חצי משעות הפתיחה היו שגויות, קוראים כתבו והתלוננו, ובחודש החמישי פסקו כמעט לגמרי הכניסות מן החיפוש.",
            "כתבו רק על מה שאתם מכירים היטב, בדקו כל עובדה שהעוזר מוסיף, ורשמו את שעות העבודה שלכם מן היום הראשון.",
        ],
    ),
    (
        "Greek",
        [
            "Σαράντα ταξιδιωτικά άρθρα",
            "Έγραφα οδηγούς για μικρές πόλεις που είχα επισκεφθεί ο ίδιος και άφηνα τον βοηθό να συμπληρώνει τα ωράρια.",
            "Τα μισά ωράρια ήταν λάθος, οι αναγνώστες παραπονέθηκαν και τον πέμπτο μήνα σταμάτησαν οι επισκέψεις από την αναζήτηση.",
            "Γράψε μόνο για όσα ξέρεις καλά, έλεγξε κάθε στοιχείο που προσθέτει ο βοηθός και σημείωνε τις ώρες σου από την πρώτη μέρα.",
        ],
    ),
    (
        "Russian",
        [
            "Сорок статей о поездках",
            "Я писал путеводители по маленьким городам, где был сам, а часы работы дополнял помощник, около семи часов в неделю.",
            "Половина часов работы оказалась неверной, читатели жаловались, а на пятый месяц посещения из поиска прекратились.",
            "Пишите только о том, что знаете сами, проверяйте каждый факт от помощника и записывайте свои часы с первого дня.",
        ],
    ),
    (
        "Amharic",
        [
            "አርባ የጉዞ ጽሑፎች",
            "የጎበኘኋቸውን ትናንሽ ከተሞች የሚያስተዋውቁ ጽሑፎችን ጻፍኩ፣ የመክፈቻ ሰዓቶችን ግን ሞዴሉ ሞላልኝ።",
            "ግማሾቹ ሰዓቶች ስህተት ነበሩ፣ አንባቢዎች ቅሬታ ጻፉ፣ በአምስተኛው ወር ከፍለጋ የሚመጡ ጎብኚዎች ቆሙ።",
            "በደንብ የምታውቀውን ብቻ ጻፍ፣ ሞዴሉ የጨመረውን ሁሉ አረጋግጥ፣ ከመጀመሪያው ቀን ጀምሮ ሰዓትህን መዝግብ።",
        ],
    ),
    (
        "Georgian",
        [
            "ორმოცი სტატია მოგზაურობაზე",
            "ვწერდი გზამკვლევებს პატარა ქალაქებზე, რომლებშიც თავად ვიყავი, გახსნის საათებს კი მოდელი ავსებდა, კვირაში შვიდი საათი.",
            "საათების ნახევარი მცდარი იყო, მკითხველები უკმაყოფილებას მწერდნენ, მეხუთე თვეში კი ძიებიდან ვიზიტები შეწყდა.",
            "დაწერე მხოლოდ ის, რაც კარგად იცი, შეამოწმე მოდელის დამატებული ყველა ფაქტი და პირველი დღიდან ჩაიწერე საათები.",
        ],
    ),
    (
        "Burmese",
        [
            "ခရီးသွားဆောင်းပါး လေးဆယ်",
            "ကျွန်တော် ကိုယ်တိုင်ရောက်ဖူးတဲ့ မြို့ငယ်လေးတွေအကြောင်း လမ်းညွှန်တွေရေးပြီး ဖွင့်ချိန်တွေကို မော်ဒယ်ကို ဖြည့်ခိုင်းတယ်။",
            "ဖွင့်ချိန်တွေ တစ်ဝက်လောက်မှားနေလို့ စာဖတ်သူတွေက တိုင်ကြားကြပြီး ပဉ္စမလမှာ ရှာဖွေမှုကနေ လာကြည့်သူတွေ ရပ်သွားတယ်။",
            "ကိုယ်ကောင်းကောင်းသိတာကိုပဲရေးပါ၊ မော်ဒယ်ထည့်တဲ့ အချက်တိုင်းကို စစ်ပါ၊ ပထမနေ့ကစပြီး အလုပ်ချိန်ကို မှတ်ထားပါ။",
        ],
    ),
];

/// The newest report's signals, without those that are drawn by lot or speak of the address that all of these came from.
async fn noticed(mara: &mut SomebodyElse, db: &PgPool) -> Vec<String> {
    let item: ItemId = sqlx::query_scalar("select max(id) from review_items").fetch_one(db).await.unwrap();
    mara.claim(item).await;
    let signals =
        "select (s ->> 'rule') || ': ' || (s ->> 'words') from review_items, jsonb_array_elements(signals) s
                   where id = $1 and s ->> 'rule' not in ('drawn', 'many_from_one')";
    sqlx::query_scalar(signals).bind(item).fetch_all(db).await.unwrap()
}

#[tokio::test]
async fn honest_reports_in_sixteen_writings_are_taken_and_raise_nothing() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    for (at, (writing, [headline, did, wrong, friend])) in STORIES.into_iter().enumerate() {
        let report = a_submission()
            .with("revenue_total", &(600 + at).to_string())
            .with("headline", headline)
            .with("what_i_did", did)
            .with("what_went_wrong", wrong)
            .with("tell_a_friend", friend);
        let link = report.begin(&mut app).await;
        let saved = report.save(&mut app, &link, "story").await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{writing}: {:?}", saved.all(".err"));
        report.send(&mut app).await;
        assert_eq!(noticed(&mut mara, &db).await, [""; 0], "{writing}");
        let kept: (String, String) =
            sqlx::query_as("select headline, what_i_did from submission_revisions order by id desc limit 1")
                .fetch_one(&db)
                .await
                .unwrap();
        assert_eq!(kept, (headline.to_owned(), did.to_owned()), "{writing}: as it was typed");
    }
}

fn complaint(answer: &Answer, field: &str) -> String {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    answer.all(&format!(".errs a[href='#{field}']")).concat()
}

#[tokio::test]
async fn a_refused_length_says_how_it_was_counted_and_every_hint_is_true() {
    let mut app = TestApp::new().await;
    let link = a_submission().begin(&mut app).await;
    let page = app.get(&format!("{link}/story")).await;
    let hints = page.all("#headline-h, #what_i_did-h, #what_went_wrong-h, #tell_a_friend-h").concat();
    assert_eq!(hints.matches("80 to 2,000 characters (from 40 in Chinese, Japanese or Korean)").count(), 3);
    assert!(hints.contains("10 to 120 characters (from 5 in Chinese, Japanese or Korean)"), "{hints}");
    assert!(page.attributes("[minlength]", "name").is_empty(), "a browser counts otherwise");

    for (typed, counts) in
        [("写".repeat(39), 78), ("글 ".repeat(19), 74), ("写\u{200B}\u{3000}".repeat(19), 74)]
    {
        let refused = a_submission().with("what_i_did", &typed).save(&mut app, &link, "story").await;
        let said = format!(
            "Your story must be 80 characters or more (each Chinese, Japanese, Korean or Amharic character counts as two); it \
             counts as {counts}"
        );
        assert_eq!(complaint(&refused, "what_i_did"), said);
    }
    let refused = a_submission().with("what_i_did", &"写".repeat(2_001)).save(&mut app, &link, "story").await;
    assert_eq!(
        complaint(&refused, "what_i_did"),
        "Your story must be 2000 characters or fewer; it has 2001",
        "the most is what it was"
    );
}

/// The shortest that each form takes, stored: the tables take what the forms take.
#[tokio::test]
async fn the_shortest_words_of_chinese_go_through_every_form_of_readers_authors_and_staff() {
    let mut app = TestApp::new().await;
    let db = app.database.pool();
    let mut mara = app.moderator("mara").await;
    let (five, ten) = ("数字有错误", "这里的工时数字写错了");
    assert_eq!((five.chars().count(), ten.chars().count()), (5, 10));

    let published = an_experience().publish(&db).await;
    let url = format!("/flag/experience/{published}");
    let key = app.values_at(&url, "[name=form_key]").await.concat();
    let flag = |words| [("form_key", key.as_str()), ("reason", "figures_wrong"), ("words", words)];
    let refused = app.post(&url, &flag("工时数字写错了吗嘛")).await;
    assert!(complaint(&refused, "words").ends_with("it counts as 18"));
    assert_eq!(app.post(&url, &flag(ten)).await.status, StatusCode::SEE_OTHER);

    let sent = a_submission()
        .with("headline", five)
        .with("what_i_did", &"做".repeat(40))
        .with("what_went_wrong", &"错".repeat(40))
        .with("tell_a_friend", &"说".repeat(40));
    let link = sent.send(&mut app).await;
    let item: ItemId = sqlx::query_scalar("select max(id) from review_items").fetch_one(&db).await.unwrap();
    let version = mara.claim(item).await;
    let refusal = [("version", version.as_str()), ("reason", "advertising"), ("message", ten)];
    let done = mara.previewed(&format!("/admin/items/{item}/rejection"), &refusal).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{:?}", done.all(".err"));
    let appealed = app.post(&format!("{link}/appeal"), &[("words", ten)]).await;
    assert_eq!(appealed.status, StatusCode::SEE_OTHER, "{:?}", appealed.all(".err"));

    let signal = "insert into path_signals (path_id, kind, since, seconds, people, usual, networks, from_one)
                  select min(id), 'starts', now(), 24, 40, 1, 40, 1 from paths returning id";
    let signal: i64 = sqlx::query_scalar(signal).fetch_one(&db).await.unwrap();
    let url = format!("/admin/bursts/{signal}/closing");
    assert_eq!(mara.post(&url, &[("why", "没问题")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(mara.post(&url, &[("why", five)]).await.location(), "/admin/bursts?done=closed");

    let mut ines = app.staff("ines", "admin").await;
    let changed = ines
        .get("/admin/settings")
        .await
        .form("form[aria-label=Numbers]")
        .with("proof_from", "900")
        .with("why", five);
    let answer = ines.post("/admin/settings", &changed.pairs()).await;
    assert_eq!(answer.location(), "/admin/settings?done=saved", "{:?}", answer.all(".err"));
}
