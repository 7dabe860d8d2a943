"""The verbs with which a lecture says what a thing does: they end a sentence's subject."""

from __future__ import annotations

from lecturedeck.facts.language import word_set

# Words that are a finite verb wherever they stand.
AUXILIARIES = word_set(
    "is are was were am has have had can could will would shall should may might must does do did cannot"
    " isn't aren't wasn't can't won't doesn't don't isn’t aren’t can’t won’t doesn’t don’t"
)

# In the plural form ("cups hold tea"); the singular ("a cup holds tea") is made from it.
_BASES = (
    "accelerate accept access accomplish act activate add address adhere adjust adopt affect aggregate aid"
    " aim align allow alter amplify analyze animate appear append apply arise arrange ask assemble assert"
    " assign assist associate assume attach attempt authenticate automate avoid await back balance become"
    " begin behave belong bind block boost break bridge bring build bundle bypass calculate call cancel"
    " capitalize capture carry categorize cause center change check choose classify clean clear clip clone"
    " close coerce collapse collect combine come communicate compare compile complete complicate compress"
    " compute concatenate condense confirm connect consist consolidate constrain construct consume contain"
    " continue control convert convey copy count cover create customize debug decide declare decode decouple"
    " decrease decrypt define delay delete deliver demonstrate denote depend deploy describe design destroy"
    " detect determine dictate differ direct disable discard dispatch display distinguish distribute divide do"
    " download draw drop duplicate edit eliminate emit emphasize employ empower empty enable encapsulate"
    " encode encompass encounter encourage encrypt enforce enhance ensure enter escape establish evaluate"
    " evolve examine excel execute exist exit expand expect explain expose express extend extract facilitate"
    " fail fall fetch fill filter find finish fire fit fix flatten float flow focus follow force format"
    " forward function gather generate get give go govern grant group grow guarantee guide handle happen help"
    " hide highlight hold host identify ignore illustrate implement imply import improve include increase"
    " increment indicate influence inform inherit initialize inject insert inspect install instruct integrate"
    " interact intercept interpret introduce invert invoke involve isolate iterate join keep kill label lack"
    " launch lead learn leave let leverage lie limit link list listen live load locate lock log look loop"
    " lower maintain make manage manipulate map mark match mean measure merge minimize mirror mix modify"
    " monitor mount move multiply mutate name narrow navigate need negate nest normalize notify obtain occupy"
    " occur offer open operate optimize orchestrate order organize output override own pair parse partition"
    " pass pause perform permit persist pick pinpoint place play point pop populate position prepare present"
    " preserve prevent preview print prioritize proceed process produce prohibit promote prompt protect prove"
    " provide publish pull push put query raise randomize reach react read rearrange reassign receive"
    " recognize reconcile record recreate redirect reduce refer reference reflect refresh register reject"
    " relate release rely remain remember remove rename render reorder repeat replace report represent request"
    " require reset resize resolve respect respond restart restore restrict result resume retain retrieve"
    " retry return reuse reveal reverse revolve rotate round route run sanitize save say scale scan schedule"
    " scope scroll search secure see seek select send separate serialize serve set shape share shift shorten"
    " show shrink shuffle signal signify simplify simulate sit skip solve sort span speak specify speed spell"
    " splice split spread stack stage stand standardize start state stay stop store stream strengthen stretch"
    " strip structure style submit subscribe subtract suggest sum summarize supply support surround suspend"
    " swap switch synchronize tackle take target tell tend terminate test throw tie toggle track transfer"
    " transform translate transmit travel traverse treat trigger trim truncate try turn undo unify unite"
    " unmount unpack unwrap update upgrade upload use utilize validate vary verify view visit visualize wait"
    " walk warn watch weigh widen work wrap write yield zoom"
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
