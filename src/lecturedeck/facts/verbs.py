"""The verbs with which a lecture says what a thing does, so that a sentence's subject can be told from its verb."""

from __future__ import annotations

from lecturedeck.facts.language import word_set

# Words that are a finite verb wherever they stand.
AUXILIARIES = word_set(
    "is are was were am has have had can could will would shall should may might must does do did cannot"
    " isn't aren't wasn't can't won't doesn't don't isn’t aren’t can’t won’t doesn’t don’t"
)

# In the plural form ("cups hold tea"); the singular ("a cup holds tea") is made from it.
_BASES = (
    "accept access accomplish act activate add address adjust affect aggregate aid aim align allow alter amplify"
    " analyze animate appear append apply arrange ask assign assist associate assume attach attempt authenticate"
    " automate avoid await back balance become begin behave belong bind block boost break bridge bring build bundle"
    " calculate call cancel capture carry cause center change check choose clean clear clip clone close collapse"
    " collect combine come communicate compare compile complete complicate compress compute concatenate confirm"
    " connect consist constrain construct consume contain continue control convert convey copy count cover create"
    " decide declare decode decrease decrypt define delay delete deliver demonstrate depend describe design"
    " destroy detect determine differ direct disable discard display distinguish distribute divide do download"
    " draw drop duplicate edit eliminate emit emphasize employ empty enable encapsulate encode encompass encourage"
    " encrypt enforce enhance ensure enter establish evaluate examine execute exist exit expand expect explain expose"
    " express extend extract facilitate fail fall fetch fill filter find finish fire fit fix flatten focus follow"
    " force format forward function gather generate get give go govern grant group grow guarantee guide"
    " handle happen help hide highlight hold host identify ignore illustrate implement imply import improve include"
    " increase increment indicate influence inform inherit initialize inject insert inspect install instruct"
    " integrate interact interpret introduce invert invoke involve isolate iterate join keep kill lack launch lead"
    " learn leave let lie limit link list listen live load locate lock log look loop lower maintain make manage"
    " manipulate map mark match mean measure merge minimize mirror mix modify monitor mount move multiply mutate name"
    " navigate need negate nest normalize notify obtain occur occupy offer open operate optimize order organize"
    " output override own parse partition pass pause perform permit persist pick place play point pop populate"
    " position prepare present preserve prevent print prioritize process produce promote prompt protect prove provide"
    " publish pull push put query raise randomize reach react read rearrange receive recognize record recreate redirect"
    " reduce refer reference reflect refresh register reject relate release rely remain remember remove rename render"
    " repeat replace report represent request require reset resize resolve respect respond restart restore restrict"
    " result resume retrieve return reuse reveal reverse rotate round route run save say scale scan schedule scroll"
    " search secure see seek select send separate serialize serve set shape share shift show shrink shuffle signal"
    " simplify simulate sit skip solve sort specify speed spell splice split spread stack stage stand start state stay"
    " stop store stream stretch strip structure style submit subtract suggest support surround suspend swap switch take"
    " target tell tend terminate test throw tie toggle track transfer transform translate transmit traverse travel treat"
    " trigger trim truncate try turn undo unite unmount update upgrade upload use utilize validate vary verify view visit"
    " visualize accelerate adhere adopt arise assert assemble bypass capitalize categorize classify coerce condense"
    " consolidate customize debug decouple denote deploy dictate dispatch empower encounter escape evolve excel float flow"
    " intercept label leverage orchestrate pair pinpoint preview proceed prohibit reassign reconcile reorder retain retry"
    " revolve sanitize scope shorten signify span speak standardize strengthen subscribe sum summarize supply synchronize"
    " tackle unify unpack unwrap walk weigh widen narrow wait warn watch work wrap write yield zoom"
)


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{base}es"
    return f"{base[:-1]}ies" if base.endswith("y") and base[-2] not in "aeiou" else f"{base}s"


PLURAL = word_set(_BASES)
SINGULAR = frozenset(map(_third, PLURAL))
LEMMAS = {_third(base): base for base in PLURAL} | {base: base for base in PLURAL}
# What stands behind a verb that is in no list, but not behind a noun ("brews the …", "steeps in …").
OBJECTS = word_set(
    "the a an your you it them all each every any how what whether if when whenever to from into onto between"
    " one two multiple"
)
ADVERBS = word_set(
    "simply just also always often usually typically then only both automatically essentially basically generally"
    " commonly mainly primarily actually really still now never normally specifically therefore effectively"
    " internally similarly instead even immediately frequently sometimes further all already each"
)
