//! Endings and names that are told apart by knowing them. All in small letters.

/// Endings that people write most (`рус` as it is folded), of which each is taken for one wherever it may be.
pub const COMMON: [&str; 118] = [
    "com", "net", "org", "io", "co", "ai", "app", "dev", "shop", "store", "site", "online", "info", "biz",
    "me", "xyz", "club", "live", "link", "page", "uk", "de", "in", "gg", "tv", "ly", "cc", "eu", "us", "ca",
    "au", "fr", "es", "it", "nl", "pl", "ru", "ua", "br", "mx", "jp", "cn", "kr", "tr", "gr", "se", "no",
    "fi", "dk", "ch", "at", "be", "pt", "cz", "ro", "hu", "ie", "nz", "za", "ng", "ke", "id", "my", "ph",
    "sg", "th", "vn", "hk", "tw", "ae", "il", "ir", "pk", "bd", "to", "so", "is", "fm", "gd", "gl", "la",
    "vc", "ws", "su", "top", "vip", "pro", "win", "bid", "fun", "icu", "lol", "cash", "money", "work",
    "blog", "tech", "space", "website", "digital", "agency", "academy", "courses", "group", "one", "zone",
    "today", "world", "life", "media", "studio", "cloud", "email", "chat", "bio", "рф", "pyc", "ком",
];

/// Of these, words that begin sentences and go on in them, too.
pub const WORDS_TOO: [&str; 42] = [
    "in", "me", "it", "no", "at", "be", "my", "to", "so", "is", "us", "la", "de", "es", "se", "one", "live",
    "link", "page", "shop", "store", "site", "online", "info", "club", "top", "pro", "win", "fun", "money",
    "work", "space", "digital", "group", "today", "world", "life", "media", "studio", "email", "cash", "co",
];

/// Endings that are nothing else, and are known even where the dot is not one or stands apart.
pub const SURE: [&str; 14] =
    ["com", "net", "org", "xyz", "biz", "io", "ru", "uk", "рф", "ком", "pyc", "gg", "ly", "icu"];

/// How people say a dot in other languages, where the word has other uses besides.
pub const DOT: [&str; 10] =
    ["punkt", "punto", "ponto", "point", "nokta", "kropka", "tochka", "точка", "крапка", "点"];

/// What has a dot that leads nowhere: "the dot com boom", "a red dot in …".
pub const OF_THINGS: [&str; 20] = [
    "the", "a", "an", "this", "that", "each", "every", "one", "no", "polka", "red", "blue", "green", "black",
    "white", "small", "big", "tiny", "first", "my",
];

/// Endings in scripts of their own.
pub const OTHER_SCRIPTS: [&str; 45] = [
    "рф",
    "рус",
    "ком",
    "орг",
    "онлайн",
    "сайт",
    "москва",
    "дети",
    "укр",
    "бел",
    "бг",
    "мкд",
    "мон",
    "срб",
    "қаз",
    "ею",
    "ελ",
    "ευ",
    "հայ",
    "გე",
    "ישראל",
    "קום",
    "مصر",
    "السعودية",
    "امارات",
    "موقع",
    "شبكة",
    "بازار",
    "ایران",
    "پاکستان",
    "भारत",
    "कॉम",
    "संगठन",
    "ไทย",
    "คอม",
    "中国",
    "中國",
    "台湾",
    "香港",
    "公司",
    "网络",
    "网址",
    "商店",
    "みんな",
    "コム",
];

/// Endings of files, of which the internet knows none.
pub const FILES: [&str; 34] = [
    "js", "ts", "jsx", "tsx", "css", "html", "htm", "php", "pdf", "doc", "docx", "xls", "xlsx", "ppt",
    "pptx", "csv", "txt", "json", "xml", "yaml", "toml", "png", "jpg", "jpeg", "gif", "svg", "webp", "psd",
    "mp3", "wav", "avi", "epub", "exe", "ini",
];

/// Words with which a sentence goes on when its writer left out a space, and that are no ending.
pub const CONTINUES: [&str; 53] = [
    "and", "but", "then", "the", "that", "they", "this", "there", "with", "was", "were", "when", "which",
    "what", "who", "how", "why", "if", "or", "we", "you", "he", "she", "an", "after", "before", "because",
    "however", "for", "from", "not", "now", "of", "on", "once", "only", "our", "some", "still", "also",
    "all", "even", "every", "just", "most", "more", "maybe", "perhaps", "never", "their", "these", "those",
    "until",
];

/// Shortened words and files that would read as hosts.
pub const NAMES: [&str; 16] = [
    "b.sc",
    "m.sc",
    "b.com",
    "m.com",
    "b.tech",
    "m.tech",
    "b.ed",
    "m.ed",
    "b.eng",
    "m.eng",
    "p.ex",
    "p.ej",
    "no.one",
    "readme.md",
    "main.py",
    "robots.txt",
];

/// Tools and firms that many reports name, and that are called so.
pub const TOOLS: [&str; 77] = [
    "copy.ai",
    "make.com",
    "asp.net",
    "vb.net",
    "ado.net",
    "ml.net",
    "node.js",
    "booking.com",
    "monday.com",
    "perplexity.ai",
    "character.ai",
    "otter.ai",
    "jasper.ai",
    "beautiful.ai",
    "fireflies.ai",
    "claude.ai",
    "x.ai",
    "x.com",
    "cal.com",
    "rev.com",
    "crypto.com",
    "hotels.com",
    "amazon.com",
    "amazon.co.uk",
    "amazon.de",
    "upwork.com",
    "fiverr.com",
    "canva.com",
    "etsy.com",
    "wix.com",
    "wordpress.com",
    "wordpress.org",
    "substack.com",
    "medium.com",
    "notion.so",
    "notion.com",
    "loom.com",
    "bubble.io",
    "draw.io",
    "socket.io",
    "itch.io",
    "github.io",
    "github.com",
    "suno.ai",
    "suno.com",
    "udio.com",
    "krea.ai",
    "leonardo.ai",
    "play.ht",
    "murf.ai",
    "pictory.ai",
    "invideo.io",
    "opus.pro",
    "gumroad.com",
    "zapier.com",
    "indeed.com",
    "freelancer.com",
    "peopleperhour.com",
    "guru.com",
    "craigslist.org",
    "openai.com",
    "google.com",
    "gmail.com",
    "youtube.com",
    "facebook.com",
    "linkedin.com",
    "reddit.com",
    "stability.ai",
    "replit.com",
    "bolt.new",
    "v0.dev",
    "lovable.dev",
    "fast.ai",
    "deepl.com",
    "chat.com",
    "apify.com",
    "paint.net",
];

/// Of the endings that people write most, the little words that stand behind a dot that is a thing: "a laser dot is …".
pub const LITTLE: [&str; 19] = [
    "in", "it", "no", "at", "be", "my", "to", "so", "is", "us", "la", "de", "es", "se", "one", "today",
    "work", "money", "life",
];
