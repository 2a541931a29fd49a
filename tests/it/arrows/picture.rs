//! The parts as boxes, each above whatever it uses, and an arrow down to each part that it does not reach through another.

use super::Listed;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

const WIDTH: usize = 1200;
const BOX: (usize, usize) = (126, 34);
const STEP: usize = 92;
const MARGIN: usize = 24;

pub fn draw(parts: &[Listed]) -> String {
    let floors = floors(parts);
    let top = floors.values().max().copied().unwrap_or_default();
    let height = (top + 1) * STEP + MARGIN;
    let mut places = BTreeMap::new();
    for floor in 0..=top {
        let here = parts.iter().map(|part| part.name.as_str()).filter(|name| floors[name] == floor);
        let here = here.collect::<Vec<_>>();
        for (number, name) in here.iter().enumerate() {
            let x = (WIDTH - 2 * MARGIN) * (2 * number + 1) / (2 * here.len()) + MARGIN;
            places.insert(*name, (x, height - MARGIN - floor * STEP - BOX.1 / 2));
        }
    }
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-labelledby=\"title\" font-family=\"system-ui, sans-serif\" font-size=\"14\">\n\
         <title id=\"title\">The parts of First Bucket, each above what it uses</title>\n\
         <style>rect {{ fill: #fff; stroke: #555 }} line {{ stroke: #999 }} text {{ fill: #111; text-anchor: middle }}\n\
         @media (prefers-color-scheme: dark) {{ rect {{ fill: #222; stroke: #aaa }} line {{ stroke: #666 }} \
         text {{ fill: #eee }} }}</style>\n"
    );
    for part in parts {
        let (x, y) = places[part.name.as_str()];
        for used in nearest(part, parts) {
            let (to_x, to_y) = places[used];
            let (from_y, to_y) = (y + BOX.1 / 2, to_y - BOX.1 / 2);
            writeln!(svg, "<line x1=\"{x}\" y1=\"{from_y}\" x2=\"{to_x}\" y2=\"{to_y}\"/>").unwrap();
        }
    }
    for part in parts {
        let (x, y) = places[part.name.as_str()];
        let (left, upper, base) = (x - BOX.0 / 2, y - BOX.1 / 2, y + 5);
        let (width, height) = BOX;
        writeln!(
            svg,
            "<g><title>{}: {}</title><rect x=\"{left}\" y=\"{upper}\" width=\"{width}\" height=\"{height}\" \
             rx=\"4\"/><text x=\"{x}\" y=\"{base}\">{}</text></g>",
            part.name, part.is, part.name
        )
        .unwrap();
    }
    svg + "</svg>\n"
}

/// How high each stands: one above the highest that it uses.
fn floors(parts: &[Listed]) -> BTreeMap<&str, usize> {
    let mut floors = BTreeMap::new();
    for part in parts {
        let highest = part.uses.iter().map(|used| floors[used.as_str()] + 1).max().unwrap_or(0);
        floors.insert(part.name.as_str(), highest);
    }
    floors
}

/// What it uses and does not reach through anything else that it uses.
fn nearest<'a>(part: &'a Listed, parts: &'a [Listed]) -> impl Iterator<Item = &'a str> {
    let uses_of = |name: &str| &parts.iter().find(|part| part.name == name).unwrap().uses;
    let mut further = BTreeSet::new();
    let mut next = part.uses.iter().flat_map(|used| uses_of(used)).collect::<Vec<_>>();
    while let Some(name) = next.pop() {
        if further.insert(name.as_str()) {
            next.extend(uses_of(name));
        }
    }
    part.uses.iter().map(String::as_str).filter(move |name| !further.contains(name))
}
