/** The shells that can complete commands, with the script for each. They ask `okta-edge __complete WORDS...`, the last word being the partial one. */
export const COMPLETION_SCRIPTS = {
  bash: `_okta_edge() {
  local IFS=$'\\n'
  COMPREPLY=($(okta-edge __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _okta_edge okta-edge
`,
  zsh: `#compdef okta-edge
_okta_edge() {
  local -a lines
  lines=("\${(@f)$(okta-edge __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  lines=("\${(@)lines//:/\\\\:}")
  lines=("\${(@)lines/$'\\t'/:}")
  _describe okta-edge lines || _files
}
compdef _okta_edge okta-edge
`,
  fish: `complete -c okta-edge -f -a '(okta-edge __complete (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
} as const;
