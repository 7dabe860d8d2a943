r"""Formulas: which TeX may be on a card.

MathJax runs more than formulas: `\style` and `\class` reach the page's styles, `\href` makes links, `\require`
loads code, and `\def` can keep it busy for ever. So a formula is one only if every command in it is known to draw
something; anything else stays text.
"""

from __future__ import annotations

import re
from itertools import accumulate

from lecturedeck.text import text_of

_COMMANDS = frozenset(
    # Greek
    " alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu"
    " xi omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta"
    " Lambda Xi Pi Sigma Upsilon Phi Psi Omega aleph beth gimel daleth hbar hslash ell wp Re Im imath"
    " jmath partial nabla infty"
    # fractions, roots, big operators, functions
    " frac dfrac tfrac cfrac binom dbinom tbinom choose over atop sqrt root of sum prod coprod int iint"
    " iiint oint bigcup bigcap bigsqcup bigvee bigwedge bigodot bigoplus bigotimes biguplus limits"
    " nolimits lim liminf limsup max min sup inf arg argmax argmin det dim exp gcd hom ker lg ln log Pr"
    " sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth deg mod bmod pmod pod operatorname"
    # operators and relations
    " pm mp times div cdot ast star circ bullet cap cup uplus sqcap sqcup vee wedge lor land setminus wr"
    " diamond oplus ominus otimes oslash odot dagger ddagger amalg bigcirc triangleleft triangleright"
    " bigtriangleup bigtriangledown le leq leqslant ge geq geqslant lt gt ne neq equiv sim simeq approx"
    " approxeq cong propto ll gg lll ggg prec succ preceq succeq subset supset subseteq supseteq subsetneq"
    " supsetneq sqsubseteq sqsupseteq in ni notin owns not mid nmid parallel nparallel perp vdash dashv"
    " models asymp bowtie doteq smile frown forall exists nexists neg lnot top bot emptyset varnothing"
    " therefore because angle measuredangle triangle square Box Diamond blacksquare lozenge clubsuit"
    " diamondsuit heartsuit spadesuit flat natural sharp surd checkmark prime backprime complement degree"
    " S P dag ddag copyright pounds"
    # arrows
    " to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow longleftarrow"
    " longrightarrow longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow uparrow downarrow"
    " updownarrow Uparrow Downarrow Updownarrow mapsto longmapsto hookleftarrow hookrightarrow"
    " rightharpoonup rightharpoondown leftharpoonup leftharpoondown rightleftharpoons nearrow searrow"
    " swarrow nwarrow implies impliedby iff xrightarrow xleftarrow"
    # delimiters, dots, spaces
    " left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr langle rangle lfloor"
    " rfloor lceil rceil lvert rvert lVert rVert vert Vert lbrace rbrace lbrack rbrack backslash ldots"
    " cdots vdots ddots dots dotsb dotsc quad qquad enspace thinspace displaystyle textstyle scriptstyle"
    " scriptscriptstyle"
    # accents and fonts
    " hat widehat tilde widetilde bar overline underline vec dot ddot check breve acute grave"
    " overrightarrow overleftarrow overbrace underbrace overset underset stackrel boxed cancel text textbf"
    " textit textrm textsf texttt mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr"
    " boldsymbol bf it rm tt cal"
    # layout
    " begin end substack tag nonumber hline color textcolor".split()
)
_ENVIRONMENTS = frozenset(
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases array aligned align align* gathered gather"
    " gather* equation equation* split".split()
)
_COMMAND = re.compile(r"\\(?:([a-zA-Z]+)|([\s\S]?))")
_SIGNS = frozenset(" ,;:!{}|\\%#&_$>-./'\n")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*(?:\{([a-z]+\*?)\})?")
_COLOR = re.compile(r"\\(?:text)?color(?![a-zA-Z])\s*(\{(?:[a-zA-Z]+|#[0-9a-fA-F]{3,6})\})?")
_LONGEST, _DEEPEST, _MOST_CELLS = 2_000, 30, 400


def is_formula(html: str) -> bool:
    """Whether the HTML of some TeX is a formula that MathJax may draw."""
    tex = text_of(html)
    return (
        len(tex) <= _LONGEST
        and tex.count("&") <= _MOST_CELLS
        and max(accumulate(_step(char) for char in tex), default=0) <= _DEEPEST
        and all(_is_known(match[1], match[2]) for match in _COMMAND.finditer(tex))
        and all(name in _ENVIRONMENTS for name in _ENVIRONMENT.findall(tex))
        and all(_COLOR.findall(tex))
    )


def _step(char: str) -> int:
    return {"{": 1, "}": -1}.get(char, 0)


def _is_known(name: str | None, sign: str | None) -> bool:
    return name in _COMMANDS if name else bool(sign) and sign in _SIGNS
