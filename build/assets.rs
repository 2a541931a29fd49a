//! Turns `assets/` into files whose names change with their content, compressed beforehand, and writes
//! `assets.rs`, the Rust table of them that `web::assets` includes.

use crate::squeeze::squeeze;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    error::Error,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

struct Asset {
    /// As in `assets/`, without the folder: `first-bucket.css`.
    name: String,
    /// As served: `first-bucket.6e53cb1863.css`.
    hashed_name: String,
    media_type: &'static str,
    /// Whether compressing gains anything: fonts are compressed already.
    is_text: bool,
    body: Vec<u8>,
}

pub fn prepare(source: &Path, out: &Path) -> Result<()> {
    let mut files = BTreeMap::new();
    read_folder(source, &mut files)?;
    let is_style = |path: &Path| path.extension().is_some_and(|extension| extension == "css");
    let (styles, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| is_style(path));

    let mut assets =
        others.into_iter().map(|(path, body)| Asset::new(&path, body)).collect::<Result<Vec<_>>>()?;
    let fonts = addresses_in_styles(&assets);
    for (path, body) in styles {
        let css = squeeze(&with_hashed_addresses(String::from_utf8(body)?, &fonts)?);
        assets.push(Asset::new(&path, css.into_bytes())?);
    }
    write_all(&assets, out)
}

fn read_folder(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_folder(&path, files)?;
        } else {
            files.insert(path.clone(), fs::read(path)?);
        }
    }
    Ok(())
}

impl Asset {
    fn new(path: &Path, body: Vec<u8>) -> Result<Self> {
        let part = |part: Option<&std::ffi::OsStr>| part.and_then(|part| part.to_str()).map(str::to_owned);
        let (Some(name), Some(stem), Some(extension)) =
            (part(path.file_name()), part(path.file_stem()), part(path.extension()))
        else {
            return Err(format!("{} needs a name and an extension", path.display()).into());
        };
        let (media_type, is_text) = media_type(&extension)?;
        let hashed_name = format!("{stem}.{}.{extension}", hash(&body));
        Ok(Self { name, hashed_name, media_type, is_text, body })
    }

    /// `first-bucket.css` is `FIRST_BUCKET_CSS`.
    fn constant(&self) -> String {
        self.name.to_uppercase().replace(['-', '.'], "_")
    }
}

fn media_type(extension: &str) -> Result<(&'static str, bool)> {
    Ok(match extension {
        "css" => ("text/css; charset=utf-8", true),
        "js" => ("text/javascript; charset=utf-8", true),
        "svg" => ("image/svg+xml; charset=utf-8", true),
        "txt" => ("text/plain; charset=utf-8", true),
        "woff2" => ("font/woff2", false),
        "png" => ("image/png", false),
        _ => return Err(format!("build/assets.rs does not know the media type of .{extension}").into()),
    })
}

fn hash(body: &[u8]) -> String {
    Sha256::digest(body)[..5].iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// How a style sheet names each font in `assets/`, and by what it is replaced.
fn addresses_in_styles(assets: &[Asset]) -> Vec<(String, String)> {
    let in_styles =
        |asset: &Asset| (format!("url(../fonts/{})", asset.name), format!("url({})", asset.hashed_name));
    assets.iter().map(in_styles).collect()
}

fn with_hashed_addresses(mut css: String, addresses: &[(String, String)]) -> Result<String> {
    for (written, served) in addresses {
        css = css.replace(written, served);
    }
    match css.find("url(../") {
        Some(at) => Err(format!("a style sheet names a missing file: {:.60}", &css[at..]).into()),
        None => Ok(css),
    }
}

fn write_all(assets: &[Asset], out: &Path) -> Result<()> {
    let folder = out.join("assets");
    fs::create_dir_all(&folder)?;
    let mut constants = String::new();
    let mut table = String::from("static FILES: &[File] = &[\n");
    for asset in assets {
        let Asset { name, hashed_name, media_type, body, .. } = asset;
        fs::write(folder.join(hashed_name), body)?;
        let br = write_smaller(asset, "br", brotli(body)?, &folder)?;
        let zstd = write_smaller(asset, "zst", zstd::encode_all(&body[..], 19)?, &folder)?;
        writeln!(constants, "/// The address of `{name}`.")?;
        writeln!(constants, "pub const {}: &str = \"/assets/{hashed_name}\";", asset.constant())?;
        let plain = include(hashed_name);
        let tag = hash(body);
        writeln!(
            table,
            "File {{ address: {}, media_type: {media_type:?}, tag: {tag:?}, plain: {plain}, br: {br}, zstd: {zstd} }},",
            asset.constant()
        )?;
    }
    fs::write(out.join("assets.rs"), format!("{constants}\n{table}];\n"))?;
    Ok(())
}

/// Writes a compressed form if it is worth it. Returns it as a Rust expression for the table.
fn write_smaller(asset: &Asset, extension: &str, compressed: Vec<u8>, folder: &Path) -> Result<String> {
    if !asset.is_text || compressed.len() >= asset.body.len() {
        return Ok("None".to_owned());
    }
    let name = format!("{}.{extension}", asset.hashed_name);
    fs::write(folder.join(&name), compressed)?;
    Ok(format!("Some({})", include(&name)))
}

fn include(name: &str) -> String {
    format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/assets/{name}\"))")
}

fn brotli(body: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 4096, 11, 22);
    writer.write_all(body)?;
    drop(writer);
    Ok(compressed)
}
