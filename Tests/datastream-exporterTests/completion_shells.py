"""Types lines and Tab into a shell on a pseudo-terminal, and tells what the shell makes of them.

usage: completion_shells.py SHELL FOLDER < LINES
SHELL is bash, zsh, zsh-fpath (the script is found, not sourced) or fish; FOLDER holds the program. Each line of the input is
typed, then Tab; each line of the output is what the shell's line is then.
"""
import fcntl, os, pty, select, struct, subprocess, sys, tempfile, termios

shell, folder = sys.argv[1:]
lines = sys.stdin.read().splitlines()
home = tempfile.mkdtemp()
os.mkdir(f"{home}/work")
open(f"{home}/work/some file.yml", "w").close()
pipe = f"{home}/pipe"
os.mkfifo(pipe)
script = f"datastream-exporter completion {shell.split('-')[0]}"
prompt = "ready-> "
bash = f"""
PS1='{prompt}'
source /usr/share/bash-completion/bash_completion
source <({script})
dump() {{ printf '%s\\n' "$READLINE_LINE" >{pipe}; READLINE_LINE= READLINE_POINT=0; }}
bind 'set bell-style none'
bind -x '"\\C-x\\C-d": dump'
"""
zsh = f"""
PROMPT='{prompt}' LISTMAX=10000
unsetopt beep prompt_sp
HINT
dump() {{ print -r -- "$BUFFER" >{pipe}; BUFFER=; }}
zle -N dump
bindkey '^X^D' dump
"""
sourced = f"autoload -Uz compinit && compinit -u && source <({script})"
found = f"mkdir {home}/fpath; {script} >{home}/fpath/_datastream-exporter; fpath+={home}/fpath; autoload -Uz compinit && compinit -u"
fish = f"""
function fish_prompt; echo -n '{prompt}'; end
{script} | source
function dump; commandline >{pipe}; commandline ''; end
bind \\cx\\cd dump
"""
shells = {
    "bash": (["bash", "--rcfile", f"{home}/rc", "-i"], f"{home}/rc", bash),
    "zsh": (["zsh", "-i"], f"{home}/.zshrc", zsh.replace("HINT", sourced)),
    "zsh-fpath": (["zsh", "-i"], f"{home}/.zshrc", zsh.replace("HINT", found)),
    "fish": (["fish"], f"{home}/.config/fish/config.fish", fish),
}
arguments, configuration, text = shells[shell]
os.makedirs(os.path.dirname(configuration), exist_ok=True)
with open(configuration, "w") as file:
    file.write(text)

child, terminal = pty.fork()
if child == 0:
    os.chdir(f"{home}/work")
    os.execvpe(arguments[0], arguments, {
        "HOME": home, "ZDOTDIR": home, "TERM": "xterm", "LANG": "C.UTF-8", "PATH": f"{folder}:/usr/bin:/bin",
    })
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 300, 0, 0))
told = os.open(pipe, os.O_RDWR)
screen = b""


def read_until(is_there):
    """Reads what the shell writes, so that it never waits for us, until something is there."""
    global screen
    buffer = b""
    while not is_there(buffer):
        ready, _, _ = select.select([terminal, told], [], [], 60)
        if not ready:
            sys.exit(f"{shell} does not go on; its screen: {screen.decode(errors='replace')}")
        if terminal in ready:
            screen += os.read(terminal, 65536)
        if told in ready:
            buffer += os.read(told, 65536)
    return buffer


read_until(lambda _: prompt.encode() in screen)
for line in lines:
    os.write(terminal, f"{line}\t\x18\x04".encode())
    print(read_until(lambda buffer: buffer.endswith(b"\n")).decode().rstrip("\n"))
os.kill(child, 9)
