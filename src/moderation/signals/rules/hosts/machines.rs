//! Machines by their numbers.

use std::net::Ipv6Addr;

/// Ports on which sites are served besides the usual ones.
const PORTS: [&str; 4] = ["8080", "8081", "8443", "8888"];

/// Whether a word names a machine by numbers, or a door of one: `2001:db8::1`, `0xC0000207`, `0300.0.2.07`, `3221225991`,
/// `name:8080`.
pub fn is_one(small: &str) -> bool {
    let host = small.split(['/', '%']).next().unwrap_or_default().trim_start_matches('[');
    let host = host.split_once(']').map_or(host, |(host, _)| host);
    is_v6(host)
        || is_in_other_digits(host)
        || is_in_one(host, host.len() < small.len())
        || has_port(host, small)
}

fn is_v6(host: &str) -> bool {
    host.split(':').filter(|part| !part.is_empty()).count() >= 3 && host.parse::<Ipv6Addr>().is_ok()
}

/// Hexadecimal or octal, in one number or in four.
fn is_in_other_digits(host: &str) -> bool {
    let hexadecimal = |part: &str| {
        part.strip_prefix("0x")
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    };
    let octal = |part: &str| {
        part.len() >= 3 && part.starts_with('0') && part.bytes().all(|digit| matches!(digit, b'0'..=b'7'))
    };
    let plain = |part: &str| part.parse::<u8>().is_ok();
    let parts: Vec<&str> = host.split('.').collect();
    let is_part = |part: &&str| hexadecimal(part) || octal(part) || plain(part);
    match parts[..] {
        [one] => hexadecimal(one) && one.len() == 10 || octal(one) && one.len() == 12,
        [_, _, _, _] => {
            parts.iter().all(is_part) && parts.iter().any(|part| hexadecimal(part) || octal(part))
        }
        _ => false,
    }
}

/// One number of ten digits, which has to be behind it what a path or a port begins with if it is shorter or round.
fn is_in_one(host: &str, has_path: bool) -> bool {
    let (number, port) =
        host.split_once(':').map_or((host, false), |(number, port)| (number, PORTS.contains(&port)));
    let is_plain =
        !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()) && !number.starts_with('0');
    let names_one = is_plain && number.parse::<u32>().is_ok_and(|number| number >= 1 << 24);
    names_one && (port || has_path && number.len() >= 9 || number.len() == 10 && !number.ends_with("00"))
}

/// A name with a number behind its colon that is a port: one of those, or any before a path.
fn has_port(host: &str, small: &str) -> bool {
    let Some((name, port)) = host.split_once(':') else { return false };
    let is_number = (2..=5).contains(&port.len()) && port.bytes().all(|digit| digit.is_ascii_digit());
    let is_name = name.len() >= 3
        && name != "localhost"
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && name.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_name && is_number && (PORTS.contains(&port) || port.len() >= 4 && small[host.len()..].starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_are_known_by_their_numbers_and_other_numbers_are_none() {
        for machine in [
            "2001:db8::1",
            "[2001:db8::7]:443",
            "0xc0000207",
            "0xc0.0x00.0x02.0x07",
            "0300.0000.0002.0007",
            "030000001007",
            "3221225991",
            "3221225991/x",
            "goldpath:8080",
            "goldpath:4000/join",
        ] {
            assert!(is_one(machine), "{machine}");
        }
        for calm in [
            "10:30:00",
            "16:9",
            "2026-03-12",
            "01.02.2026",
            "20260312",
            "1500000000",
            "4294967296",
            "0x00ff00",
            "total:3000",
            "localhost:8080",
            "01.23.45.67.89",
        ] {
            assert!(!is_one(calm), "{calm}");
        }
    }
}
