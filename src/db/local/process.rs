use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Process {
    pub name: String,
    /// The folder it works in, where the system tells.
    pub folder: Option<PathBuf>,
}

/// The living process of this number; a zombie counts as dead, which `kill -0` would not see.
pub fn find(pid: &str) -> Option<Process> {
    let pid: u32 = pid.trim().parse().ok()?;
    if Path::new("/proc/self/stat").exists() { in_proc(pid) } else { by_ps(pid) }
}

fn in_proc(pid: u32) -> Option<Process> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // "123 (name) S …", and a name may hold spaces and brackets.
    let (name, rest) = stat.split_once('(')?.1.rsplit_once(')')?;
    let dead = rest.trim_start().starts_with(['Z', 'X']);
    let folder = fs::read_link(format!("/proc/{pid}/cwd")).ok();
    (!dead).then(|| Process { name: name.into(), folder })
}

fn by_ps(pid: u32) -> Option<Process> {
    let out = Command::new("ps").args(["-o", "stat=,comm=", "-p", &pid.to_string()]).output().ok()?;
    let text = String::from_utf8_lossy(&out.stdout);
    let (stat, name) = text.trim().split_once(' ')?;
    (!stat.starts_with('Z')).then(|| Process { name: name.trim().into(), folder: None })
}
