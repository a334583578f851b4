"""What words weigh for breaking, as `python packaging/weigh_words.py` learned it.

By weight, in units of `UNIT`: words of the headline (`t:`), of the opening (`o:`) and of both, two
in a row (`the_death`), `@` for a name, `#` for a number, `^` for a sentence's beginning, and in
capitals lists of words that the cues know.
"""

from __future__ import annotations

from collections.abc import Mapping

UNIT = 0.1
BIAS = -6
WEIGHTS: Mapping[int, str] = {
    -20: """
t:CAMPAIGN""",
    -18: """
o:PROBED""",
    -16: """
o:CAMPAIGN""",
    -13: """
ahead o:RESEARCH our""",
    -12: """
o:WE t:still""",
    -11: """
? o:^_de""",
    -10: """
how o:ahead o:ahead_of sobre t:LEISURE""",
    -9: """
o:STUDY o:^_ahead t:WE""",
    -8: """
interviews o:interviews t:, t:the""",
    -7: """
briefing o:COMING o:PAPER o:briefing o:our t:@_for t:COMING t:PAPER t:STUDY t:TALK t:court_to""",
    -6: """
anniversary assemblee cada o:^_on o:appelle_les o:how o:last_year o:se o:use t:@_to t:rule tour""",
    -5: """
correction decide droits nos o:@_centre o:REVEALS o:anniversary o:from_# o:testimonios
o:today_in o:trade raise t:? t:RESEARCH t:^_correction t:and t:correction t:sobre t:tour t:what
testimonios trade""",
    -4: """
carceles casos cincuenta eve findings freedom han joins meet miles ni notre o:? o:HOUSE o:SPAN
o:^_# o:^_one o:anniversary_of o:cada o:en_visperas o:eve o:eve_of o:expected o:freedom o:han
o:nos o:pictures o:satellite o:the_eve o:visperas pictures satellite se sign t:HOUSE t:PATTERN
t:behind t:decide t:les t:letter t:rule_on t:the_@ t:to_rule t:write visperas""",
    -3: """
appelle based campaign candidates chaque commission councils countries deplaces dia error giant
going guide humains interviewed must next november o:#_have o:#_interviews o:,_an o:@_as
o:LEISURE o:^_des o:^_nearly o:^_our o:^_trois o:^_vingt o:^_we o:appelle o:as_it o:based
o:campaign o:candidates o:chaque o:commission o:countries o:deplaces o:findings o:freedom_of
o:going o:in_# o:interviewed o:its_judgment o:le_# o:next o:ni o:november o:opens_in
o:press_release o:protest o:sign o:teacher_in o:the_anniversary o:to_a o:year_, piden polls
premier protest renews revealed rule sites t::_the t:@_on t:anos t:case t:evidence
t:international t:monday t:must_be t:on_@ t:our t:release_on t:states t:years_after t:years_of
use""",
    -2: """
accord advance amended arrest available avec baby become begin carta case cases choir comes
concluded consultation deaths describe diez domestic emptied et every expected expedientes far
giants informe join launch led letter mas month nearly new o:# o:?_@ o:^_forty o:^_satellite
o:accord o:advance o:advance_of o:amended o:available o:based_on o:been_amended o:campaign_for
o:can_be o:cases o:concluded o:council o:court_will o:death_penalty o:describe o:droits o:error
o:et o:every o:factory o:hand_down o:has_concluded o:has_found o:have_sent o:have_signed
o:in_advance o:information o:informe o:international_and o:international_will
o:investigation_has o:its_annual o:judgment_on o:l_@ o:led o:met o:month o:more_than o:morning_,
o:nearly o:new_briefing o:new_report o:observers o:of_information o:online o:onze o:other
o:our_@ o:outside o:penalty o:places o:presenta o:presenta_hoy o:record o:report o:review
o:said_as o:session o:shop o:sobre o:sur o:t o:teacher o:the_case o:times_as o:twelve o:version
o:we o:when_the o:y_@ o:years_after observers onze other own paris pas places presenta private
profit programme record report session shop show survey t t:,_les t::_les t::_what t:MATERIAL
t:SAID t:THE t:VOICE t:after_the t:and_a t:ans_apres t:arrest t:at_the t:be t:call t:carta t:ce
t:correction_: t:decide_on t:giant t:giants t:how t:los t:meet t:must_act t:new t:no t:on_,
t:on_monday t:paid t:paris t:release t:they t:to t:to_decide t:what_is t:workers teacher ten
tools twelve unions version we went why years you""",
    -1: """
# above account adults amendments and annual answers arrests asking aucune aujourd between brief
brought centre century cinco clinics club communique council decades denonce derriere documenta
documento downing durante edad estudio examined executions factory fans figure fled fund gather
gathered general generale goes groups hasta here housing hui hundred illegal in information
interrogees intervened killings las les leur leurs likely listen living locked los mark mars
mayo media member memoria n nantes network neuf nouvelle nuestra nuestras numbers o:"_the
o:#_countries o:#_in o:#_personas o:#_personnes o:#_survivors o:'_@ o:,_asking o:,_des o:,_in
o:@_and o:@_council o:@_se o:@_will o:MATERIAL o:PATTERN o:SUPPORTERS o:^_an o:^_campaigners
o:^_chaque o:^_con o:^_dans o:^_from o:^_here o:^_its o:^_more o:^_six o:^_ten o:^_their
o:^_this o:^_two o:^_when o:a_briefing o:a_jailed o:a_single o:a_survey o:a_un o:above o:account
o:adults o:amendments o:an_earlier o:and o:and_# o:annual o:arms o:as_# o:asking o:aujourd
o:aujourd_hui o:available_for o:between o:brief o:brought o:brought_to o:call_on o:case o:centre
o:cinco o:club o:comes o:comment o:communique o:consultation o:de_cada o:de_las o:decades
o:del_@ o:denonce o:des_droits o:des_personnes o:died_in o:diez o:documenta o:documento
o:domestic o:domestic_workers o:du_# o:durante o:during_the o:earlier_version o:edad
o:el_informe o:en_una o:enquete_d o:ever o:examined o:expedientes o:far o:figure o:full
o:gathered o:gathered_in o:general o:groups o:hasta o:have_been o:help o:here o:hui o:hundred
o:in_a o:in_eleven o:in_more o:in_october o:in_ten o:informe_de o:informe_que
o:international_appelle o:international_sets o:interrogees o:intervened o:la_investigacion
o:letter o:leurs o:likely o:listen o:locked o:look_at o:mark o:mars o:meet o:member o:n
o:network o:neuf o:never_have o:next_month o:next_week o:notre o:nuestra o:nuevo_informe
o:october o:of_human o:of_its o:of_people o:ont_pas o:organisation o:organisations o:outside_@
o:outside_court o:ouvrieres o:over_# o:own o:pas o:personnes o:police_fired o:private o:prize
o:professor o:proximo o:publica o:published o:published_today o:pupils o:que_se o:questions
o:rapport o:records o:release o:reporting o:requests o:research o:retired o:reveal o:reveals
o:revela o:room o:sets_out o:seven o:shot o:should_never o:show o:silence o:since_#year o:single
o:sold o:spokespeople o:stated_that o:study o:support o:sur_les o:survey o:talks o:teenagers
o:ten o:than_# o:the_first o:the_town o:the_university o:their_names o:this_release o:this_year
o:threats o:times o:to_mark o:to_protect o:tomorrow o:town o:tracked o:un_informe o:un_rapport
o:up o:use_of o:version_of o:vingt o:was_shot o:week o:went o:when o:will o:will_be o:winner
o:work o:worked o:works o:world o:year o:year_s o:years o:years_since o:you october online
organisation organisations ouvrieres peaceful penalty personnes pieces presos prize professor
project protect proximo publica published pupils question quinze rapport records reporting
requests research retired reveal reveals revela revele review rights room savoir sent seven
single six sold sondage speak spokespeople still study suisse support sur survivors t:" t:#year
t:,_and t:,_las t::_# t::_ce t::_how t::_las t::_one t::_two t:@_de t:@_of t:@_s t:@_workers
t:DAY t:SPAN t:^_el t:^_new t:^_sondage t:^_what t:activists_' t:after_@ t:anos_despues t:bill
t:board t:children t:consultation t:consultation_on t:d_enfants t:de_las t:deaths t:despues
t:despues_, t:does t:domestic t:domestic_workers t:downing t:downing_@ t:droits t:drone t:du
t:en_el t:enquete t:for t:for_@ t:for_the t:girls t:hear t:human_@ t:join t:killings t:la_@
t:las t:leave t:loi t:memoria t:must t:notre t:on t:one t:people t:pide t:prize t:refugee
t:response t:response_to t:show t:six t:sobre_la t:sondage t:survivors t:to_hear t:tools
t:trial_of t:two t:un_: t:used t:vigil t:who t:why t:years t:years_on talk talks teenagers tell
tests they things threats three times tomorrow toujours town tracked turns up urged vingt
violence vivienda waiting week when will winner work worked works""",
    1: """
' adoption aid alors announced appeal aprobacion aprueba asesinato autoridades avoir ayer
blogger cancer capitale car church civil civilians como condamnation condemns considera coup
coupe couple court days deal deeply deja deport despite detener dictada directora dissolution do
doctors door dragged enquete ete executive face fact favour finding finds firm firma girl given
governor had halt him hit home homme hour house huelga immediately imminente inquiry interior
internet investigacion is junta justice kills lamenta late lawyers learned let lets liberacion
lived lives lleva look loses makes man mayor message midnight ministers mort now o:"_said o:"_un
o:"_we o:#_, o:#_dias o:#_jours o:#_of o:#_votes o:,_but o:,_el o:,_la o:@_for o:@_issued o:DONE
o:KILL o:SAID o:^_court o:^_family o:^_reacting o:^_responding o:a_@ o:a_bill o:a_court o:a_law
o:a_plane o:a_police o:adoption o:after_a o:against o:al_@ o:alors o:alors_que o:and_her
o:and_human o:announced o:ante_el o:ante_la o:appeal o:aprobacion o:armes o:as_" o:asylum o:at_a
o:attack o:autoridades o:avoir o:ayer o:back_on o:bars o:be_executed o:be_held o:be_put
o:been_described o:behind o:blogger o:body o:car o:ce o:ce_jeudi o:ce_matin o:charged_with
o:church o:civil o:clemency o:como o:considera o:constitution o:contra o:corte o:coupe
o:court_in o:court_s o:danger o:days_, o:days_after o:de_@ o:de_doce o:de_un o:death_of
o:decision_to o:declarado_: o:declare_: o:deja o:described_as o:despues o:despues_de o:detener
o:dictada o:directora o:do o:doctors o:door o:dragged o:early_hours o:ejecucion o:ejecucion_de
o:el_presidente o:el_senado o:el_viernes o:es_un o:est_un o:ete o:executive o:exige_una o:fact
o:families_, o:favour o:firma o:flight_to o:following_the o:girl o:given o:governor o:had o:halt
o:has_lost o:has_to o:he_may o:him o:hit o:hommes_armes o:il_ne o:immediately o:in_an
o:in_favour o:interior o:international_@ o:international_is o:internet o:investigacion
o:is_calling o:is_the o:it_, o:it_was o:killing o:l_adoption o:la_aprobacion o:la_ejecucion
o:la_muerte o:la_vida o:lamenta o:las_autoridades o:law o:law_that o:lawyers o:learned o:let_the
o:lider o:lived o:lives o:lleva o:look o:made_public o:may_not o:mayor o:message o:midnight
o:moved_to o:muerte_de o:must_be o:must_immediately o:news_that o:not_guilty o:notice o:nous
o:of_# o:offence o:old_@ o:on_saturday o:once_more o:ont_ete o:opposition o:ordered_the
o:par_des o:par_le o:para_el o:pardon o:parts o:people_, o:people_to o:plus o:poet o:poet_@
o:presidente o:qui_a o:reaccion o:reaction_to o:remains o:removal o:repeal o:reports_that
o:risque o:s_decision o:s_law o:s_statement o:said_: o:said_after o:said_the o:sanctions o:sans
o:saturday o:saturday_, o:scheduled o:security o:security_forces o:seen o:senate o:send
o:sending o:sentenced o:sentences o:shelter o:shows o:soir o:statement o:stay o:sunday
o:sunday_as o:taken o:taken_to o:that_he o:the_acquittal o:the_authorities o:the_city
o:the_decision o:the_door o:the_early o:the_news o:the_poet o:the_ruling o:the_vote o:there
o:to_death o:to_people o:to_withdraw o:up_for o:vendredi o:viernes o:voted o:warrant o:welcomes
o:what o:who_had o:withdraw o:y_pide o:years_in o:yesterday_, offence orders pardon parts
passengers plus presidente puerta reaccion refused remains returned risque s same sanctions
saturday scheduled secret seen senate sending sentences shelter singer soir statement status
strikes sunday t:,_en t::_journalist t::_killing t::_le t::_opposition t::_un t:@_, t:@_prison
t:EVENT t:REACTS t:VICTIM t:^_reaction t:aprueba t:blogger t:church t:condemns t:court_finds
t:d_asile t:de_hambre t:dead_in t:demandeurs t:demandeurs_d t:detained t:ejecucion t:en_huelga
t:es t:execution_of t:fears t:fire t:fire_on t:flight t:found t:gobierno t:hambre t:huelga
t:huelga_de t:imminente t:is_a t:judge t:killing_of t:kills t:le_conseil t:loses t:man t:men
t:met t:minister_s t:mort t:muerte t:off t:opposition_leader t:party t:plans t:protesta t:risk
t:shot_dead t:signed t:singer t:soldiers t:strike_on t:strikes t:sur t:un t:un_journaliste t:une
t:urgente t:vida t:woman taken tells told torture tortured upheld vendredi viernes voted who
withdraw woman world""",
    2: """
anti any association attaque authorities bombing cette clemency coast constitution criminal dead
defendants demandeurs detained dias early ejecucion esta euros familias fears flight following
heads hier hopital imposed independante journalist killing law lider madrugada matin million
ministry morning muerte nuit o:#_hours o:,_are o:,_is o:,_that o:: o:@_court o:@_esta o:@_on
o:@_police o:@_prison o:@_que o:@_s o:BODY o:PART o:PUT o:^_' o:^_ante o:^_pour o:a_su o:aid
o:announcement_that o:any o:association o:at_@ o:authorities o:authorities_have o:but o:cell
o:cette o:cinq o:coast o:court o:criminal o:cut o:d_un o:decision_rendue o:defendants
o:des_hommes o:dias o:early o:el_gobierno o:enquete_independante o:es o:esta o:este_martes
o:ete_tues o:euros o:familias o:family o:following o:grave o:has_said o:he_is o:heads o:hier
o:hopital o:hours o:hours_of o:imposed o:independante o:into_the o:l_hopital o:la_nuit
o:la_policia o:least_nine o:madrugada o:matin o:million o:ministry o:minutes o:moment o:morning
o:nuit o:of_five o:on_sunday o:once o:permite o:plane o:president o:prison o:put o:qu
o:que_permite o:reacting o:reacting_to o:reaction o:rechaza o:relief o:rendue_ce o:responding
o:responding_to o:ruled o:ruling o:s_@ o:s_military o:said_, o:seized o:sitting o:that_the
o:this_evening o:this_morning o:to_leave o:to_make o:to_today o:told o:tonight o:tras o:tues
o:uniform o:votes o:wake o:who o:who_was o:within once opposition permite plane president
protesta put reacting rechaza removal repeal responding risk ruled seized send ser sitting start
t::_junta t::_new t:^_france t:condena t:conseil t:dark t:dos t:execution t:family t:france
t:journalist t:leader t:over_@ t:una uniform votes wake warrant""",
    3: """
ante but commenting cut danger deben es fire grave he his hours inmediata minutes moment o:"_a
o:' o:,_after o:,_ha o:@_, o:@_must o:@_that o:DAY o:DOING o:HARM o:^_commenting o:^_today
o:by_the o:commenting o:commenting_on o:de_que o:de_una o:deben o:decision o:directora_de
o:doivent o:etre o:gobierno o:he o:his o:inmediata o:issued_the o:leave o:les_autorites o:may_be
o:moved o:news o:of_@ o:off_the o:on_tuesday o:ordered o:overnight o:qui o:s o:s_announcement
o:that_it o:this_afternoon o:to_have o:torture ordered poet su t:'_a t:BODY t:RELIEF t:a_#
t:contra t:d_un t:down t:law t:poet t:reaction tras urgente""",
    4: """
" afternoon anoche autorites body contra declarado etre execution hommes issued news o:,_@ o:@_@
o:DOOM o:VOICE o:^_tras o:a_la o:afternoon o:anoche o:authorities_must o:autorites o:declarado
o:execution o:ha_declarado o:hommes o:issued o:la_decision o:order o:policia o:protection o:su
o:warned old overnight protection stay t:,_but t:DONE t:PUT tues warned within""",
    5: """
announcement exige family night o:,_who o:announcement o:court_has o:exige o:last_night o:near_@
o:the_president order policia relief t:DOOM t:KILL t:TONE t:dead""",
    6: """
gobierno o:#_year o:,_de o:near o:night o:old o:the_following o:tribunal tonight tribunal""",
    7: """
near o:ante o:must o:said said t:DOING t:HARM""",
    8: """
declare o:,_said o:WHEN o:a_declare o:declare""",
    9: """
o:" o:is_a o:year_old reaction""",
    10: """
o:SPOKEN o:TONE o:yesterday yesterday""",
    11: """
decision o:@_said o:today_s t:over""",
    12: """
t:PERIL""",
    18: """
o:^_" """,
    19: """
o:REACTS""",
    20: """
o:PERIL""",
}
