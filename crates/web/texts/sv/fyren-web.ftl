## general

general-title = Information
general-skip = Hoppa till innehållet
general-navigation = Sidor
general-sign-out = Logga ut
general-queue = Kö
general-phone-call = Logga samtal
general-counts = Statistik
general-canned-answers = Mallsvar
general-events = Händelser
general-staff = Personal
general-account = Mitt konto
general-coordinator = koordinator
general-member = operativt team
general-administrator = administratör
general-steering = styrgrupp
general-faults = Något saknas eller är fel

## leave

leave = Lämna sidan nu
leave-more = Skift, tryck två gånger till för att lämna sidan.
leave-once = Skift, tryck en gång till för att lämna sidan.
leave-over = Tiden gick ut. Du är kvar på sidan.
leave-away = Laddar

## start

start-heading = Råd till dig som möter människor
start-welcome = Du som arbetar i skola, vård, socialtjänst, polis eller förening kan fråga oss om du är orolig för någon i en familj eller släkt. Du behöver inte veta säkert, och du ska inte säga vem det gäller.
start-ask = Ställ en fråga
start-ask-detail = Skriv utan att nämna någon. Du får fem ord som öppnar svaret.
start-follow = Läs ditt svar
start-follow-detail = Har du redan frågat? Öppna med dina fem ord.
start-call = Prata med någon
start-yourself = Är det du själv som har det svårt hemma? Ring gärna. Du bestämmer vad du vill berätta, och du behöver inte säga vad du heter.
start-visit = Besök oss
start-hours-unknown = Vi vet inte säkert när de svarar.
start-checked = Kontrollerat { $date }, källa { $source }
start-overdue = Det var länge sedan. Uppgiften kan ha ändrats.

## interruption

interruption-heading = Innan du går vidare
interruption-lead = Det du skriver låses i din webbläsare, och vi sparar inget på den dator eller telefon du använder. Men en del kan vi inte skydda dig mot.
interruption-stays = Det här kan vi inte hindra
interruption-history = Webbläsarens historik visar att adressen hit har varit öppen. Delar du konto med någon kan den också synas på deras dator eller telefon.
interruption-watched = Den som ser din skärm, eller har lagt in ett program som läser det du skriver, ser allt före det låses.
interruption-network = Den som sköter nätet där du är kan se att du har varit här, men inte vad du skrev.
interruption-safer = Det här kan du göra
interruption-device = Använd helst en dator eller telefon som ingen i familjen kommer åt, till exempel på jobbet, i skolan eller på ett bibliotek.
interruption-window = Ett privat fönster sparar ingen historik. Men låt bli om fönstret i sig skulle väcka frågor, och ta inte bort hela historiken.
interruption-leave = Vill du bort fort, tryck på ”Lämna sidan nu” eller tre gånger på Skift.
interruption-ask = Gå vidare till frågan
interruption-follow = Gå vidare till svaret
interruption-call = Ring eller besök oss i stället

## ask

ask-heading = Ställ en fråga
ask-lead = Det du skriver låses i din webbläsare innan det skickas. Bara de som står längre ner kan läsa det.
ask-plain = Så når du oss
ask-plain-detail = Att skriva till oss kräver en nyare webbläsare med skript påslaget, för det är din webbläsare som låser texten. Går det inte här kan du ringa eller besöka oss.
ask-offline = Du har inget nät just nu. Det du har skrivit står kvar. Vi fortsätter när nätet är tillbaka.
ask-you = Om dig
ask-profession = Vad arbetar du som?
ask-profession-fault = Välj ditt yrke, eller ”vet inte”
ask-organisation = Var arbetar du?
ask-organisation-fault = Välj typ av arbetsplats, eller ”vet inte”
ask-kommun = I vilken kommun arbetar du?
ask-kommun-fault = Välj kommun, eller ”vet inte”
ask-kommun-unknown = Vet inte, eller en annan kommun
ask-concerns = Vad gäller det?
ask-concerns-hint = Välj allt du tror. Du kan hoppa över frågan.
ask-words = Din fråga
ask-nobody = Skriv så att ingen kan kännas igen
ask-nobody-why = Om du berättar vilket barn det gäller kan vi bli skyldiga att anmäla, även när du bara vill ha råd. Då bestämmer varken du eller vi längre vad som händer först. Därför ger vi råd utan att veta vem.
ask-nobody-names = Skriv inte namn, personnummer, telefonnummer, adress eller klass. Inte ditt eget namn heller.
ask-nobody-places = Skriv inte skolans eller arbetsplatsens namn, och inte ovanliga saker som pekar ut en familj.
ask-nobody-instead = Skriv till exempel ”en elev på mellanstadiet” eller ”en kvinna i tjugoårsåldern”.
ask-readers = De här kan läsa din fråga
ask-readers-hint = Känner du någon av dem, eller kan någon känna familjen? Ta bort krysset. Då kan den personen inte öppna det du skriver.
ask-readers-fault = Minst en person måste kunna läsa din fråga
ask-readers-wait = Vi hämtar listan …
ask-readers-fail = Vi kan inte ta emot frågor just nu, eller så stämmer inte nycklarna. Det du skrev står kvar. Försök igen om en stund, eller ring.
ask-readers-signed = Din webbläsare har kontrollerat att listan står i centrets katalog över nycklar.
ask-readers-clock = Beviset för vilka som kan läsa är inte från i dag. Oftast går klockan på din telefon eller dator fel. Rätta den och öppna sidan igen, eller ring.
ask-readers-changed = Vem som kan läsa har ändrats sedan du öppnade sidan. Ingenting är skickat. Se efter vilka det är nu, och fortsätt sedan.
ask-lie = Skriv inte här nu
ask-lie-detail = Servern säger något annat om vilka som kan läsa än centrets katalog över nycklar. Någon annan än centret kan ligga bakom. Din webbläsare har inte skickat något. Ring i stället, och berätta vad som står här.
ask-text = Vad vill du ha råd om?
ask-text-fault = Skriv vad du vill ha råd om
ask-continue = Fortsätt
ask-continue-hint = Inget skickas än.
ask-phrase = Dina fem ord
ask-phrase-lead = De här orden är enda vägen till svaret. De visas bara nu.
ask-phrase-keep = Lär dig dem, eller skriv dem där bara du ser dem. Skriv inte vad de är till för.
ask-phrase-alone = Den som har orden kan läsa det du och vi skriver.
ask-phrase-lost = Tappar du orden kan ingen ta fram dem, inte vi heller. Då får du fråga på nytt.
ask-confirm = Visa att du har dem
ask-confirm-hint = Skriv två av orden.
ask-confirm-word = Ord nummer
ask-confirm-fault = Det ordet stämmer inte. Titta i listan ovanför
ask-send = Lås och skicka
ask-back = Ändra frågan
ask-sealing = Vi låser din text …
ask-waiting = Väntar på nätet. Vi skickar så fort det går.
ask-working = Just nu kommer det mycket hit på en gång. Sidan räknar först och skickar sedan av sig själv, om ungefär
ask-working-stay = Låt sidan vara öppen. Det du skrev står kvar.
ask-closed = Just nu kan vi inte ta emot frågor här
ask-closed-detail = Det är inte ditt fel. Ring oss i stället, eller kom tillbaka om en stund. Skriv inget här nu.
ask-sent = Din fråga har kommit fram
ask-sent-number = Frågan har nummer
ask-answer-within = { $days ->
    [one] Du får svar inom en arbetsdag.
   *[other] Du får svar inom { $days } arbetsdagar.
  }
ask-answer-unknown = Vi kan inte lova när du får svar. Ring om det är bråttom.
ask-sent-follow = Svaret läser du här med dina fem ord:
ask-sent-leave = Vi kan inte höra av oss till dig. Titta in igen. Lämna sidan när du är klar.

## follow

follow-heading = Läs ditt svar
follow-lead = Skriv de fem ord du fick när du frågade.
follow-words = Dina fem ord
follow-words-hint = Med mellanslag mellan. Stora eller små bokstäver spelar ingen roll.
follow-count = Skriv fem ord
follow-word = Ordet finns inte i listan:
follow-none = Vi hittar inget för de orden. Är de i rätt ordning?
follow-near = Menade du
follow-open = Öppna
follow-opening = Öppnar, det tar några sekunder …
follow-thread = Det som är skrivet
follow-closed = Centret har avslutat frågan. Du kan fortfarande läsa och skriva.
follow-waiting = Inget svar än. Titta in igen.
follow-write = Skriv mer
follow-write-hint = Nämn fortfarande ingen. Inga namn, nummer, adresser eller skolor.
follow-write-fault = Skriv något eller välj en fil
follow-file = Skicka en fil
follow-file-hint = PDF, bild (PNG, JPEG, WebP) eller Word (DOCX), högst 10 MB. Se till att ingen kan kännas igen, inte heller i bilden eller filens namn.
follow-file-kind = Filen är inte en PDF, bild eller DOCX. Inget är skickat
follow-file-plain = fil
follow-file-renamed = Filens namn kan visa vem det gäller. Filen skickas därför med namnet:
follow-file-size = Filen är större än 10 MB. Inget är skickat
follow-send = Lås och skicka
follow-again = Läs igen
follow-sent = Skickat.
follow-room = Du kan skriva så här många gånger till innan vi har svarat:
follow-room-files = Filer får ta så här mycket plats till:
follow-file-trace = En fil du öppnar sparas på den här datorn eller telefonen och ligger kvar där tills du tar bort den.
follow-own = Du
follow-unopenable = Det här gick inte att öppna.

## about

about = Vad vi kan och inte kan lova
about-lead = Vi vill inte lova mer än vi kan hålla. Här står det vi vet.
about-can = Det här kan du lita på
about-sealed = Det du skriver låses i din webbläsare. Servern och de som sköter den kan inte läsa texten, filerna eller filernas namn.
about-phrase = Du behöver inget konto och inget namn. Fem ord är din enda nyckel.
about-no-trace = Vi sparar inget i din webbläsare: inga kakor, inget språkval, inga utkast.
about-readers = Före du skickar ser du vilka som kan läsa. Du kan stänga ute någon av dem.
about-cannot = Det här kan vi inte skydda dig mot
about-history = Webbläsarens historik. Adressen hit står kvar där. Använd ett privat fönster om det är tryggt för dig.
about-watched = Den som ser din skärm eller har lagt in ett program som läser det du skriver. Använd då en annan dator eller telefon.
about-log = Spår i nätet. Den som sköter nätet där du är kan se att du har varit här, men inte vad du skrev. Servern kan också ha en logg över adresser, och den kan begäras ut.
about-server = En server som någon har tagit över. Den skulle kunna visa en ändrad sida. Sidans program är öppet så att andra kan granska det.
about-lost-phrase = Tappade ord. Ingen kan öppna frågan utan dem.
about-duty = Barn under 18 år
about-duty-detail = Berättar du vilket barn det gäller kan de som läser bli skyldiga att anmäla. Därför ber vi dig att aldrig nämna någon.
about-kept = Vad vi sparar
about-kept-detail = Vi sparar det låsta du skickar, vilka svar du valde, och vilken timme det kom. Svaren du valde är låsta med en nyckel som ligger utanför databasen. De räknas i centrets statistik.
about-cookies = Den som besöker de här sidorna får inga kakor.
about-safer = Tryggare när du läser och skriver
about-safer-device = Helst en dator eller telefon som ingen annan i familjen använder, till exempel på jobbet, i skolan eller på ett bibliotek.
about-safer-window = Ett privat fönster lämnar mindre spår. Men ta inte bort hela historiken, det kan väcka frågor.
about-safer-leave = Knappen ”Lämna sidan nu” tömmer sidan och öppnar en vanlig webbplats. Tre tryck på Skift gör samma sak.
about-made-of = Vad Fyren bygger på
about-words = De svenska orden i kodfraserna bygger på spaCy lookups data, © 2019 ExplosionAI GmbH, MIT, och på Den stora svenska ordlistan, © 2003–2014 Göran Andersson. De engelska bygger på SCOWL, © 2000–2011 Kevin Atkinson, och på EFF:s långa ordlista, © 2016 Electronic Frontier Foundation, CC BY 3.0 US, båda ändrade. Hur vanliga orden är: wordfreq, Robyn Speer, CC BY-SA 4.0. Sidornas utseende bygger på Designsystemet, MIT.

## error

error-back = Tillbaka
error-reference = Säg den här koden om du hör av dig om felet:
error-not-found = Sidan finns inte
error-not-found-detail = Adressen är fel, eller så är sidan inte öppen för dig.
error-method = Så kan sidan inte användas
error-method-detail = Gå tillbaka och försök en gång till.
error-sign-in = Du behöver logga in
error-sign-in-detail = Du har varit inaktiv för länge eller loggat ut i ett annat fönster.
error-foreign-form = Formuläret hör till en tidigare inloggning
error-foreign-form-detail = Gå tillbaka, ladda om sidan och skicka igen.
error-proof-needed = Logga in igen först
error-proof-needed-detail = Det är mer än tio minuter sedan du visade att det är du. Logga ut, logga in igen och gör ändringen direkt.
error-too-early = Det är inte dags än
error-too-early-detail = En återställning väntar en tid, så att alla hinner se den. Försök igen när tiden har gått.
error-stale = Någon annan hann före
error-stale-detail = Ladda om sidan för att se vad som ändrats. Inget av ditt är sparat än.
error-too-large = För stort
error-too-large-detail = Det du skickar är större än vad vi kan ta emot.
error-too-slow = Det kom inte fram i tid
error-too-slow-detail = Det du skickade kom för långsamt eller avbröts på vägen, och inget sparades. Försök igen, helst med bättre uppkoppling.
error-malformed = Det gick inte att läsa
error-malformed-detail = Något blev avhugget eller fel på vägen. Försök en gång till.
error-unproven = Försök en gång till
error-unproven-detail = Det tog för lång tid, eller så stämmer inte nycklarna. Inget är sparat.
error-more-work = Just nu kommer det mycket hit på en gång
error-more-work-detail = Sidan behöver räkna lite längre innan det går att skicka. Försök en gång till. Det du skrev står kvar.
error-no-room = Det får inte plats mer just nu
error-no-room-detail = Vänta tills någon på centret har svarat, eller ring. Det du redan har skickat finns kvar.
error-taken = Det finns redan något annat där
error-taken-detail = Ladda om sidan och försök igen. Det du skrev är inte skickat.
error-too-many = För många försök just nu
error-too-many-detail = Vänta en minut och försök igen.
error-not-ready = Tjänsten är inte redo än
error-not-ready-detail = Försök igen om en liten stund.
error-not-ready-sent = Det du skickade har nog inte sparats. Vänta en liten stund och ladda sedan om den här sidan: webbläsaren frågar om det ska skickas igen. Svara ja.
error-internal = Något gick fel hos oss
error-internal-detail = Det är inte ditt fel. Försök igen om en stund.

## sign-in

sign-in-heading = Logga in
sign-in-handle = Användarnamn
sign-in-passphrase = Lösenfras
sign-in-continue = Fortsätt
sign-in-needs-script = Inloggningen låser upp dina nycklar i webbläsaren. Därför behöver den JavaScript. Slå på det och ladda om sidan.
sign-in-second-heading = Visa att det är du
sign-in-passkey = Använd passernyckel
sign-in-code-app = Kod från din app
sign-in-code-app-hint = Sex siffror. Har du inte telefonen? Skriv en av dina återställningskoder i stället.
sign-in-code-recovery = Återställningskod
sign-in-code-recovery-hint = Sex grupper med fyra tecken, äldre koder har fyra. Varje kod gäller en gång.
sign-in-code-enter = Logga in
sign-in-refused = Användarnamnet och lösenfrasen hör inte ihop. Kontrollera dem och försök igen.
sign-in-too-old = Det tog för lång tid. Ladda om sidan och börja om.
sign-in-wrong-code = Koden stämmer inte.
sign-in-wrong-code-detail = Vänta på nästa kod i appen, eller skriv en återställningskod som du inte har använt.
sign-in-wait-for-code = För många fel koder.
sign-in-wait-for-code-detail = Vänta fem minuter, eller använd en passernyckel eller en återställningskod.
sign-in-wrong-passkey = Passernyckeln gick inte att använda.
sign-in-wrong-passkey-detail = Försök igen, eller skriv en kod.
sign-in-offline = Servern svarar inte. Kontrollera nätet och försök igen. Det du skrev står kvar.
sign-in-passkey-stopped = Passernyckeln användes inte. Försök igen, eller välj ett annat sätt.
sign-in-no-module = Webbläsaren kunde inte läsa in det som låser upp dina nycklar. Ladda om sidan.
sign-in-other-fault = Det gick inte. Ladda om sidan och försök igen.
sign-in-signed-out = Du är utloggad. Dina nycklar är borta ur den här webbläsaren.
sign-in-working = Just nu försöker många logga in med det här användarnamnet. Din dator räknar först och fortsätter sedan av sig själv. Det kan ta upp till ett par minuter.

## enrolment

enrolment-heading = Välkommen
enrolment-looking = Vi läser din inbjudan …
enrolment-none = Länken gäller inte längre.
enrolment-none-detail = En inbjudan gäller i sju dagar och kan användas en gång. Be administratören om en ny.
enrolment-for = Inbjudan till
enrolment-name = Namn
enrolment-title = Titel
enrolment-handle = Användarnamn
enrolment-wrong-person = Är det inte du? Stäng sidan och säg till administratören.
enrolment-passphrase-heading = Välj en lösenfras
enrolment-passphrase-why = Lösenfrasen låser upp dina nycklar. Ingen annan kan läsa den, inte heller vi. Glömmer du den kan två av tre på centret tillsammans hjälpa dig att få tillbaka nycklarna, om centret har utsett en krets. Annars går det du har läst med dem förlorat.
enrolment-finish = Skapa mina nycklar

## session

session-heading = Där du är inloggad
session-about = Listan visar bara vilken sorts webbläsare det är, så som den själv säger. Ingen adress sparas.
session-browser-on = { $browser } på { $system }
session-browser-unknown = en okänd webbläsare
session-this = den här
session-begun = Inloggad
session-seen = Senast använd
session-end = Logga ut
session-end-named = Logga ut { $browser }, inloggad { $at }
session-end-others = Logga ut alla andra
session-new-browser = Du loggade in från { $browser } { $at }, i en webbläsare där du inte hade loggat in förut.
session-new-browser-not-me = Var det inte du? Logga ut alla andra på sidan för ditt konto, byt lösenfras och säg till en koordinator.
session-new-browser-me = Det var jag

## recovery

recovery = Återställning av nycklar
recovery-about = Den som glömmer sin lösenfras kan få tillbaka sina nycklar med hjälp av två av tre: två kollegor och ett förseglat papper. En ensam kan inget öppna, och det kan inte servern heller.
recovery-limits = Servern tillsammans med två av de tre skulle kunna öppna nycklarna. Därför väntar en återställning en tid, alla ser den, och den går att stoppa.
recovery-under-way-heading = Pågår eller nyss avslutat
recovery-none-under-way = Ingen återställning pågår.
recovery-told = Nycklarna för { $name } håller på att återställas: { $reason }. { $by } började { $at }. Tidigast { $opens } kan det slutföras.
recovery-told-done = { $name } fick tillbaka sina nycklar { $at }.
recovery-told-stopped = Återställningen av nycklarna för { $name } stoppades { $at }.
recovery-forgotten = lösenfrasen är glömd
recovery-long-away = personen har varit borta länge
recovery-seen = någon annan kan ha sett lösenfrasen
recovery-share-passed = Du har lämnat din del.
recovery-no-browser-yet = Tiden har gått. Du kan lämna din del när personen har öppnat sin länk.
recovery-call-her = Ring personen på ett nummer du redan har, och känn igen rösten. Be henne eller honom läsa upp koden på sin skärm. Stämmer den med den här?
recovery-call-her-hint = Stämmer inte varje siffra: lämna inget, stoppa återställningen och fråga hur länken kom fram.
recovery-pass = Koden stämmer: lämna min del
recovery-stop = Stoppa återställningen
recovery-circle = Kretsen
recovery-no-circle = Centret har ingen krets än. Den som glömmer sin lösenfras kan inte få tillbaka sina nycklar.
recovery-circle-whole = Kretsen är hel.
recovery-circle-waits = Kretsen gäller först när båda kollegorna har sagt ja, var och en i sin egen webbläsare.
recovery-circle-broken = Kretsen är bruten: någon i den har slutat eller fått en annan roll. En koordinator behöver utse en ny.
recovery-accepted = har sagt ja
recovery-not-accepted = har inte sagt ja än
recovery-paper = Ett förseglat papper
recovery-named = Utsedd
recovery-progress = { $sharing } av { $all } kollegor har delat sina nycklar i den. Det sker av sig självt när man loggar in.
recovery-accept-about = Du är utsedd att hålla en del av kollegornas nycklar. Din webbläsare skriver under kretsen. Lämna bara ut en del när du själv har talat med personen.
recovery-accept = Ja, jag håller en del
recovery-name-circle = Utse en ny krets
recovery-own = Dina egna nycklar
recovery-own-none = Dina nycklar kan inte återställas: centret har ingen krets. Glömmer du lösenfrasen går det du läst med dem förlorat.
recovery-own-waits = Dina nycklar kan inte återställas än: kretsen är inte hel.
recovery-own-soon = Dina nycklar kan inte återställas än. De delas i kretsen nästa gång du loggar in.
recovery-own-broken = Dina nycklar är delade hos { $first } och { $second }, men någon av dem har slutat eller bytt roll. När en ny krets finns delas de på nytt.
recovery-own-holder = Du är själv med i kretsen. Dina nycklar kan återställas av de två andra tillsammans: { $other } och papperet.
recovery-own-shared = Dina nycklar kan återställas av två av de här tre tillsammans: { $first }, { $second } och papperet.
recovery-begin = Börja en återställning
recovery-delay = { $hours ->
    [one] Alla ser vad du börjar. Tidigast efter en timme går det att slutföra.
   *[other] Alla ser vad du börjar. Tidigast efter { $hours } timmar går det att slutföra.
}
recovery-whose = Vems nycklar?
recovery-why = Varför? Det svar du trycker på börjar återställningen.
recovery-nobody-chosen = Välj vems nycklar det gäller, och varför.
recovery-no-shares = Det finns inga delar av nycklarna för { $name }. De kan inte återställas. Avsluta kontot och bjud in på nytt.
recovery-under-way = En återställning pågår redan för { $name }.
recovery-unprotected = { $name } har inget andra sätt att visa vem det är. Avsluta kontot och bjud in på nytt.
recovery-begun = Återställning för { $name }
recovery-hand-over = Lämna länken själv till personen, helst muntligt eller på papper, när du är säker på vem det är. Den visas bara nu.
recovery-opens = Tidigast
recovery-all-see = Alla kollegor ser nu att återställningen pågår. En koordinator kan stoppa den, och det kan personen själv.
recovery-circle-about = Kretsen är två kollegor och ett papper. Två av de tre behövs för att ge någon nycklarna tillbaka. Papperet görs här i din webbläsare och skickas aldrig till servern. När en ny krets är hel delar alla sina nycklar på nytt; det gamla papperet behövs tills alla har gjort det.
recovery-first = Första kollegan
recovery-first-hint = Ofta en koordinator.
recovery-second = Andra kollegan
recovery-second-hint = Någon annan, som du når när den första är borta.
recovery-make-paper = Gör papperet
recovery-paper-heading = Förseglat papper för återställning av nycklar
recovery-paper-what = Med det här papperet och en av två kollegor kan någon på centret få tillbaka nycklar som hör till en glömd lösenfras. Ensamt öppnar det ingenting. Det är inte en del av en enskild persons nycklar, utan hör till centret.
recovery-paper-lines = Papperets rader
recovery-paper-where = Lägg det i ett kuvert, förslut och skriv under över förslutningen. Förvara det inlåst hos länet, inte hos någon av de två kollegorna. På raderna står bara bokstäver och siffrorna 2 till 7: ingen nolla och ingen etta. När kuvertet har öppnats behövs en ny krets.
recovery-paper-holders = Kollegorna i kretsen:
recovery-print = Skriv ut
recovery-type-line = Skriv av från utskriften, rad
recovery-type-line-hint = Så vet vi att papperet går att läsa. Stora och små bokstäver och mellanrum spelar ingen roll.
recovery-confirm = Papperet är utskrivet: utse kretsen
recovery-two-needed = Välj två olika kollegor.
recovery-wrong-line = Raden stämmer inte med papperet. Läs av den en gång till.
recovery-unopenable = Delen går inte att öppna. Ladda om sidan och försök igen. Hjälper det inte, stoppa återställningen och börja om.
recovery-centre = Centrum
recovery-link-heading = Få tillbaka dina nycklar
recovery-link-looking = Vi läser din länk …
recovery-link-none = Återställningen är slutförd, stoppad eller för gammal. Fråga den som gav dig länken.
recovery-wrong-person = Är det inte du? Stäng sidan och säg till en koordinator på centret.
recovery-wait = Det är inte dags än
recovery-wait-until = Spara länken och öppna den igen efter
recovery-wait-detail = Alla kollegor hinner se att återställningen pågår. Kommer du ihåg lösenfrasen, logga in och stoppa den.
recovery-gather = Två av tre behövs
recovery-gather-detail = De som håller delar av dina nycklar ringer dig, eller du dem. Läs upp koden här, siffra för siffra. Den visar att delarna kommer till just din skärm.
recovery-gather-hint = Låt sidan vara öppen. Stänger eller laddar du om den blir koden en annan, och de får frågan på nytt. Inget annat går förlorat.
recovery-holder-waits = väntar
recovery-holder-passed = har lämnat sin del
recovery-have-paper = Har du det förseglade papperet? Skriv av de fyra raderna
recovery-have-paper-hint = Stora och små bokstäver och mellanrum spelar ingen roll. Det du skriver lämnar inte den här webbläsaren.
recovery-use-paper = Använd papperet
recovery-paper-used = Papperet stämmer.
recovery-paper-length = Det ska vara fyra rader med sexton tecken.
recovery-paper-line = Rad { $line } stämmer inte. Läs av den en gång till.
recovery-elsewhere = Länken har öppnats på ett annat ställe, och koden här gäller inte längre. Var det inte du, säg genast till en koordinator. Annars: ladda om sidan.
recovery-not-hers = Delarna ger inte dina nycklar. Säg till en koordinator, och be att återställningen stoppas.
recovery-keys-back = Dina nycklar är tillbaka
recovery-keys-back-detail = Välj en ny lösenfras. Alla ställen där du är inloggad loggas ut. Sedan loggar du in som vanligt, med ditt andra sätt att visa att det är du.
recovery-finish = Spara och logga in

## account

account-heading = Ditt konto
account-protect-heading = Skydda ditt konto
account-protect-why = Kontot går att använda först när du kan visa på ett andra sätt att det är du. Välj ett sätt nu. Du kan lägga till fler senare.
account-app-heading = App med koder
account-app-on = En app visar koder för ditt konto.
account-app-off = En app i telefonen visar en ny kod var trettionde sekund.
account-app-add = Koppla en app
account-app-replace = Koppla en annan app
account-app-remove = Koppla bort appen
account-app-scan = Läs av rutan med en app för engångskoder, till exempel Aegis, FreeOTP eller Google Authenticator.
account-app-qr = Ruta att läsa av med appen
account-app-type = Kan du inte läsa av rutan? Skriv in den här nyckeln i appen:
account-app-code = Koden som appen visar
account-app-code-hint = Sex siffror.
account-app-confirm = Koppla appen
account-app-wrong = Koden stämmer inte. Kontrollera att telefonens klocka går rätt och skriv nästa kod.
account-app-too-old = Rutan hann bli för gammal. Läs av den nya.
account-passkeys-heading = Passernycklar
account-passkeys-about = En passernyckel ligger i datorn, telefonen eller på en säkerhetsnyckel. Den låses upp med finger, ansikte eller pinkod.
account-passkeys-none = Du har ingen passernyckel.
account-passkey-name = Namn på nyckeln
account-passkey-name-hint = Så att du känner igen den, till exempel ”Jobbdatorn”.
account-passkey-name-missing = Ge nyckeln ett namn på högst sextio tecken.
account-passkey-add = Lägg till passernyckel
account-passkey-added = Tillagd
account-passkey-remove = Ta bort
account-passkey-remove-name = Ta bort { $name }
account-passkey-elsewhere = Passernycklar kräver att sidan öppnas på sin rätta adress: { $address }
account-last-factor = Du kan inte ta bort ditt enda andra sätt att logga in. Lägg först till ett annat.
account-passphrase-heading = Byt lösenfras
account-passphrase-about = Dina nycklar är desamma efter bytet. Alla andra ställen där du är inloggad loggas ut.
account-passphrase-current = Nuvarande lösenfras
account-passphrase-replace = Byt lösenfras
account-passphrase-wrong = Den nuvarande lösenfrasen stämmer inte.
account-passphrase-new = Ny lösenfras
account-passphrase-hint = Minst tolv tecken. Flera ord i rad är lätta att minnas och svåra att gissa.
account-passphrase-foreseen = Lösenfrasen är lätt att gissa: den är gjord av upprepningar, årtal, tangenter i rad eller ord som ligger nära till hands. Välj ord som inte hör ihop.
account-passphrase-short-before = Antal tecken:
account-passphrase-short-after = av minst 12
account-passphrase-long-enough = Lösenfrasen är tillräckligt lång.
account-passphrase-suggest = Föreslå fem ord
account-passphrase-suggested = Förslag:
account-passphrase-suggested-hint = Orden är ifyllda ovan. Skriv av dem eller lär dig dem utantill innan du går vidare.
account-passphrase-again = Samma lösenfras en gång till
account-passphrase-too-short = Lösenfrasen är för kort. Den ska ha minst tolv tecken.
account-passphrase-not-the-same = Fraserna är inte lika. Skriv samma lösenfras två gånger.
account-browser-heading = Den här webbläsaren
account-browser-about = Webbläsaren är känd sedan du loggade in här. Därför kan ingen som gissar på ditt användarnamn hindra dig från att logga in härifrån. Det görs med en kaka som ligger kvar i 180 dagar, också när du loggar ut. Den öppnar ingenting och säger inte vem du är. Ta bort den om du lånar datorn.
account-browser-forget = Ta bort kakan
account-codes-heading = Återställningskoder
account-codes-about = Med en återställningskod kommer du in utan telefon och nyckel. Förvara dem på papper, inlåsta.
account-codes-left = { $count ->
    [0] Du har inga koder kvar.
    [one] Du har en kod kvar.
   *[other] Du har { $count } koder kvar.
  }
account-codes-make = Visa nya koder
account-codes-make-note = Nya koder ersätter alla gamla.
account-codes-shown-heading = Dina återställningskoder
account-codes-shown = Skriv ut eller skriv av dem nu. De visas bara den här gången, och varje kod gäller en gång.
account-codes-saved = Jag har sparat koderna

## staff

staff-heading = Personal
staff-list = De som arbetar på centrumet
staff-name = Namn
staff-handle = Användarnamn
staff-handle-hint = 2–40 tecken: små bokstäver a–z, siffror, punkt och bindestreck. Det går inte att ändra.
staff-title = Titel
staff-title-hint = Visas för den som frågar, till exempel ”barnmorska”.
staff-role = Roll
staff-profession = Yrke
staff-mail = E-post för aviseringar
staff-mail-hint = Frivilligt. Mejlen säger bara att något nytt finns, aldrig vad.
staff-state = Läge
staff-state-invited = inbjuden
staff-state-active = aktiv
staff-state-left = avslutad
staff-role-coordinator = koordinator
staff-role-member = medlem i det operativa teamet
staff-role-administrator = administratör
staff-role-steering = styrgrupp
staff-invite = Bjud in
staff-invite-heading = Bjud in en kollega
staff-none-yet = Här är bara du än så länge. Bjud först in koordinatorn: inga frågor kan tas emot förrän hen har loggat in.
staff-invited-heading = Inbjudan till { $name }
staff-invited-hand-over = Lämna länken själv till personen, helst muntligt eller på papper. Den gäller i sju dagar, en gång, och visas bara nu.
staff-invited-see = Den som får länken blir den här personen i Fyren. Se själv vem du lämnar den till, också när någon har blivit av med sin app, passernyckel och sina koder och börjar om.
staff-invited-link = Länk
staff-invited-done = Klar
staff-new-link = Ny inbjudan
staff-new-link-note = Den gamla länken slutar gälla.
staff-change = Ändra
staff-change-name = Ändra { $name }
staff-save = Spara
staff-sessions = Avsluta inloggningar
staff-sessions-note = Alla pågående inloggningar slutar genast, på alla datorer och telefoner. Kontot finns kvar: personen kan logga in igen. Gör så om en dator är borta eller om någon annan kan ha kommit in.
staff-leave = Avsluta kontot
staff-leave-note = Kontot stängs genast och alla pågående inloggningar slutar. Det går inte att ångra.
staff-leave-matters = { $count ->
    [one] Ett ärende kan ingen annan läsa.
   *[other] { $count } ärenden kan ingen annan läsa.
  }
staff-leave-new-enquiries = { $count ->
    [one] En ny förfrågan kan ingen annan öppna.
   *[other] { $count } nya förfrågningar kan ingen annan öppna.
  }
staff-leave-losses = Texterna där går förlorade för centret när kontot avslutas. Be personen, eller en koordinator som läser, att först låta en kollega läsa.
staff-leave-losing = Ja, texterna får gå förlorade
staff-leave-losing-unconfirmed = Kryssa i att texterna får gå förlorade, eller låt någon annan läsa dem först.
staff-leave-confirm = Ja, { $name } ska inte längre komma in
staff-leave-unconfirmed = Kryssa i rutan för att avsluta kontot.
staff-back = Till personallistan
staff-name-missing = Skriv personens namn, högst hundra tecken.
staff-title-missing = Skriv en titel, högst hundra tecken.
staff-handle-wrong = Användarnamnet ska ha 2–40 tecken: små bokstäver a–z, siffror, punkt och bindestreck. Det börjar med en bokstav.
staff-handle-taken = Användarnamnet finns redan. Välj ett annat.
staff-role-missing = Välj en roll.
staff-profession-missing = Välj ett yrke i listan.
staff-mail-wrong = Adressen ser inte ut som en e-postadress.

## setup

setup-heading = Starta ett centrum
setup-intro = Här skapar du centrumet och dess första administratör. Det görs en gång.
setup-token = Engångskod
setup-token-hint = Står i serverns logg vid starten.
setup-token-wrong = Koden stämmer inte. Den står i serverns logg, och ändras när servern startar om.
setup-model = Centrummodell
setup-model-hint = En TOML-fil med allt som skiljer ert län från andra. Utgå från en färdig modell och ändra den, eller klistra in er egen.
setup-model-shipped = Färdiga modeller
setup-model-take = Använd { $name }
setup-model-file = Läs in en fil
setup-check = Granska modellen
setup-faults = Modellen kan inte användas än
setup-fault = Rad { $line }, tecken { $column }
setup-preview = Så blir centrumet
setup-preview-name = Namn
setup-preview-title = Sidornas titel
setup-preview-id = Kortnamn
setup-preview-county = Länskod
setup-preview-kommuner = Kommuner
setup-preview-ages = Ålder
setup-preview-ages-from = från { $youngest } år
setup-preview-ages-between = { $youngest }–{ $oldest } år
setup-preview-telephones = Telefon
setup-preview-leave = Lämna-knappen leder till
setup-preview-unknown = Ännu inte känt
setup-undecided = inte bestämt
setup-administrator = Första administratören
setup-administrator-about = Administratören bjuder in personal och sköter modellen, men kan inte läsa något som skrivs.
setup-create = Skapa centrumet
setup-model-heading = Centrummodell
setup-model-show = Modellen som gäller
setup-model-replace = Ersätt modellen
setup-model-replace-note = En ny modell gäller genast, på alla sidor. Låt en kollega granska den först.
setup-model-other-centre = Modellen är för ett annat centrum. Kortnamnet ska vara { $centre }.
setup-model-confirm = Jag har läst förhandsvisningen och någon mer har granskat filen
setup-model-unconfirmed = Kryssa i rutan när någon mer har granskat filen.

## queue
queue = Kö
queue-empty = Ingenting väntar just nu.
queue-count = { $count ->
    [one] En fråga eller ett ärende är öppet.
   *[other] { $count } frågor och ärenden är öppna.
}
queue-live = Sidan uppdateras av sig själv.
queue-offline = Ingen kontakt med servern. Listan kan vara gammal.
queue-new = Ny
queue-new-urgent = Ny och brådskande
queue-overdue = { $days ->
    [one] En dag försenad
   *[other] { $days } dagar försenad
}
queue-due-today = Ska följas upp i dag
queue-journey = { $days ->
    [0] Befarad resa kan börja nu
    [one] Befarad resa i morgon
   *[other] Befarad resa om { $days } dagar
}
queue-new-message = Nytt meddelande
queue-archive = Avslutade
queue-coming = Följs upp { $day }
queue-open = Öppen
queue-more = Visa fler
queue-log-call = Logga ett samtal
queue-closed = { $count ->
    [one] En avslutad fråga eller ett avslutat ärende
   *[other] { $count } avslutade frågor och ärenden
}
queue-only-open = Tillbaka till kön

## held
held = Att granska
held-count = { $count ->
    [one] { $count } förfrågan att granska
   *[other] { $count } förfrågningar att granska
}
held-hint = Hit kommer förfrågningar som vi inte vet om någon människa har skrivit. De räknas inte och väcker ingen. Den som har skrivit märker ingen skillnad, så titta här minst en gång om dagen.
held-doubted = { $count ->
    [0] Inget att granska
    [one] { $count } att granska
   *[other] { $count } att granska
}
held-doubted-why = Den som skickade lät datorn räkna mindre än vad som krävdes när mycket kom på en gång. Det kan vara skräp, eller någon med en gammal telefon.
held-junk = { $count ->
    [one] { $count } undanlagd som skräp
   *[other] { $count } undanlagda som skräp
}
held-junk-why = Tas bort helt { $days } dagar efter att de lades undan. Till dess kan du ta tillbaka dem.
held-take-in = Ta in i kön
held-put-away = Lägg undan som skräp
held-put-away-shown = { $count ->
    [one] Lägg undan den som syns
   *[other] Lägg undan alla { $count } som syns
}
held-take-back = Ta tillbaka till kön
held-look = Titta på
held-doubted-here = Den här förfrågan ligger i Att granska. Den räknas inte förrän du tar in den i kön.
held-junk-here = Den här förfrågan är undanlagd som skräp. Den tas bort { $days } dagar efter att den lades undan.

## review
review = Granskning
review-hint = Läsningar de senaste { $days } dagarna av den som inte var läsare i ärendet, eller utanför arbetstid. Det kan finnas goda skäl. Fråga den som läste.
review-hours = Arbetstid räknas från klockan { $from } till { $until } på centrumets arbetsdagar.
review-colleague = Kollega
review-why = Varför raden finns
review-show = Visa
review-no-reader = Inte läsare i ärendet
review-odd-hours = Utanför arbetstid
review-none = Ingen läsning att granska.
review-refused = Nekad åtkomst
review-refused-hint = Vad kollegor försökte nå eller göra och inte fick. Oftast är det ett misstag eller en gammal länk.
review-refused-list = Försök som nekades, senaste först
review-refused-what = Vad
review-refused-access = Försökte nå något som inte är till för rollen eller personen
review-refused-form = Skickade ett formulär som inte hörde till inloggningen
review-refused-times = Gånger
review-refused-last = Senast
review-cut = Det finns fler läsningar än sidan kan visa. De äldsta saknas.
review-matter = Ärende
review-readings = Läsningar
review-readings-by = Läsningar av { $name }
review-when = Första och sista
review-reason = Skäl
review-ask = Be om skäl
review-ask-about = Be om skäl, { $number }
review-times-no-reader = { $count ->
    [one] En gång utan att vara läsare
   *[other] { $count } gånger utan att vara läsare
}
review-times-odd-hours = { $count ->
    [one] En gång utanför arbetstid
   *[other] { $count } gånger utanför arbetstid
}
review-unanswered = { $days ->
    [0] { $asker } frågade i dag. Inget svar än.
    [one] { $asker } frågade i går. Inget svar än.
   *[other] { $asker } frågade för { $days } dagar sedan. Inget svar än.
}
review-answered = { $reason } ({ $at })
review-question = { $asker } undrar varför du läste { $number }. Frågan ställdes { $at }.
review-question-hint = Välj det som stämmer bäst. Svaret syns för koordinatorerna och i ärendet.
review-own-matter = Mitt ärende
review-asked-by-colleague = En kollega bad mig
review-duty-rota = Jag hade jouren
review-mistake = Fel ärende, ett misstag
review-other = Annat, jag berättar muntligt

## phone-call
phone-call = Logga ett samtal
phone-call-time = Tid
phone-call-keys = Allt går med tangentbordet: tabb till nästa fråga, första bokstaven väljer i listorna, Ctrl + Enter sparar. Bara kanal, yrke, kommun och vad det gäller behöver fyllas i.
phone-call-kept = Utkastet ligger låst på den här datorn.
phone-call-unkept = Utkastet kunde inte sparas på den här datorn. Det du har skrivit står kvar i formuläret.
phone-call-restored = Ditt påbörjade samtal är tillbaka.
phone-call-saving = Låser och sparar …
phone-call-waiting = Ingen kontakt med servern. Inget är borta. Det sparas när nätet är tillbaka.
phone-call-failed = Det gick inte att spara. Det du har skrivit står kvar. Försök igen.
phone-call-faults = Något saknas
phone-call-channel = Hur kom frågan?
phone-call-profession = Den som ringer: yrke
phone-call-organisation = Verksamhet
phone-call-kommun = Kommun där hen arbetar
phone-call-kind = Vad gäller det?
phone-call-note = Anteckning
phone-call-note-hint = Inga namn, personnummer eller adresser. Anteckningen låses i din webbläsare och läses bara av dem som har ärendet.
phone-call-known = Om du vet
phone-call-concerns = Det handlar om
phone-call-minutes = Minuter
phone-call-outcome = Hur det slutade
phone-call-outcome-hint = Behövs bara om du avslutar direkt.
phone-call-keep = Spara i kön
phone-call-take-on = Spara och ta som ärende
phone-call-close = Avsluta direkt
phone-call-discard = Släng utkastet
phone-call-fault-required = { $field } Välj ett svar. ”Vet inte” går bra.
phone-call-fault-list = Svaret finns inte i listan. Välj ett annat.
phone-call-fault-minutes = Skriv minuter som ett tal mellan 0 och 600.
phone-call-fault-date = Skriv datumet som åååå-mm-dd.
phone-call-fault-outcome = Välj hur det slutade innan du avslutar direkt.

## triage
triage = Bedömning
triage-change = Ändra bedömningen
triage-take-on = Ta som ärende
triage-faults = Något behöver rättas
triage-family = Får familjen kontaktas?
triage-family-hint = Svaret är nej tills någon har sagt något annat. Familjen kan vara faran.
triage-family-no = Nej
triage-family-yes = Ja
triage-family-unknown = Vet inte – alltså nej
triage-urgency = Hur bråttom är det?
triage-urgency-urgent = Genast
triage-urgency-soon = Inom några dagar
triage-urgency-normal = I tur och ordning
triage-urgency-unknown = Inte bedömt
triage-journey = Finns oro för en resa utomlands?
triage-journey-yes = Ja
triage-journey-no = Nej
triage-journey-unknown = Vet inte
triage-journey-first = Tidigast (om känt)
triage-journey-last = Senast (om känt)
triage-journey-when = Oro för resa utomlands { $first } – { $last }
triage-journey-day = Oro för resa utomlands { $day }
triage-journey-sometime = Oro för resa utomlands, tid okänd
triage-journey-fault = Datumet måste skrivas som åååå-mm-dd, och det senaste får inte ligga före det tidigaste.
triage-case-type = Vem gäller det?
triage-persons = Utsatta personer
triage-persons-hint = En rad för varje utsatt person. Inga namn: bara det som räknas.
triage-person = Person { $number }
triage-add-person = Lägg till en person
triage-remove-person = Ta bort person { $number }
triage-sex = Kön
triage-age = Ålder
triage-exposures = Utsatt för
triage-perpetrators = Av vem
triage-mentioned = Andra som nämnts, utan att det är klart om de är utsatta
triage-mentioned-hint = Till exempel syskon. Ett tal, eller tomt om det inte är känt.
triage-mentioned-count = { $count ->
    [0] Inga andra personer har nämnts.
    [one] En annan person har nämnts, oklart om den är utsatt.
   *[other] { $count } andra personer har nämnts, oklart om de är utsatta.
}
triage-mentioned-unknown = Okänt om andra har nämnts.
triage-mentioned-fault = Skriv ett tal mellan 0 och 99, eller lämna tomt.
triage-list-fault = Svaret finns inte i listan. Välj ett annat.
triage-save = Spara bedömningen
triage-back = Tillbaka till ärendet
triage-nothing = Inte känt
triage-person-line = { $sex }, { $age }. Utsatt för: { $exposures }. Av: { $perpetrators }.

## reader
reader = Vem läser
reader-hint = Den som läser får en egen nyckel. Den som stängs ute får ingen, och ser inte heller att ärendet finns.
reader-wrapping = Gör nycklar …
reader-failed = Nycklarna kunde inte göras. Ingenting är ändrat. Ladda om sidan och försök igen.
reader-save = Spara vem som läser
reader-reads = Läser
reader-none = Läser inte
reader-excluded = Utestängd


## key-request
key-request = Be om nycklar
key-request-hint = Du är inte läsare här och kan inte öppna texterna. Det kan inte servern heller. Du kan be läsarna om nycklarna: alla läsare och koordinatorer ser genast att du frågar och varför. Finns ingen läsare på plats öppnas ingenting.
key-request-why = Varför behöver du läsa?
key-request-told = { $name } ber om nycklarna till { $number }: { $reason }. Frågat { $at }.
key-request-give = Ge nycklarna
key-request-give-hint = Din webbläsare låser upp och låser om nycklarna för kollegan. Hon läser då allt som står här, och alla ser att du gav dem.
key-request-danger-to-life = fara för någons liv
key-request-reader-unreachable = läsaren går inte att nå
key-request-handover = ärendet byter händer
key-request-supervision-order = beslut om tillsyn

## exclusion
exclusion-aside = Jag kan känna dem det gäller: ta bort mig
exclusion-alone = Du är den enda som har nyckel hit. Kan du känna dem det gäller? Ge först en kollega läsrätt, så att texterna inte blir olästa för alltid.
exclusion-aside-hint = Din nyckel förstörs och ärendet försvinner för dig. Du kan inte ångra det själv.

## answer
answer-new = Svara den som frågar
answer-hint = Skickas låst. Läses av den som frågar med sina fem ord. Skriv inga namn.
answer-canned = Hämta ett mallsvar
answer-send = Skicka svaret

## note
note-new = Anteckna till kollegor
note-hint = Stannar hos er som har ärendet. Skriv inga namn.
note-keep = Spara anteckningen

## follow-up
follow-up = Uppföljning
follow-up-none = Ingen dag är satt.
follow-up-done = Klar
follow-up-next = Nästa dag
follow-up-add = Sätt dagen
follow-up-overdue = { $days ->
    [one] en dag försenad
   *[other] { $days } dagar försenad
}
follow-up-today = i dag
follow-up-coming = { $days ->
    [one] i morgon
   *[other] om { $days } dagar
}
follow-up-due-fault = Skriv dagen som åååå-mm-dd.
follow-up-finished = klar { $day }
follow-up-time = Tid
follow-up-time-spent = { $minutes ->
    [one] En minut
   *[other] { $minutes } minuter
} sammanlagt.
follow-up-minutes = Minuter
follow-up-work = Vad tiden gick till
follow-up-time-add = Lägg till tid

## closure
closure = Avslut
closure-open = Ärendet är öppet.
closure-begin = Avsluta
closure-reopen = Öppna igen
closure-faults = Något behöver rättas
closure-outcome = Hur slutade det?
closure-outcome-fault = Välj hur det slutade. ”Vet inte” går bra.
closure-advice = Råd som gavs
closure-referral = Hänvisad till
closure-referral-hint = Vilken sorts enhet, i vilken kommun. Lämna tomt om ingen hänvisning gjordes.
closure-referral-organisation = Enhet
closure-referral-kommun = Kommun
closure-minutes = Minuter sedan senast
closure-minutes-hint = Läggs till ärendets tid. Lämna tomt om inget ska läggas till.
closure-minutes-fault = Skriv minuter som ett tal mellan 1 och 1440.
closure-look-back = Dag att se tillbaka
closure-look-back-hint = Valfritt: en dag då centret hör efter hur det gick. Ärendet är avslutat ändå.
closure-look-back-fault = Välj en dag efter i dag, skriven som åååå-mm-dd.
closure-close = Avsluta ärendet
closure-closed = Avslutat
closure-referred = { $organisation } i { $kommun }
closure-follow-ups = Det finns uppföljningar som inte är klara. Markera dem som klara först, eller avsluta när de är gjorda.

## canned-answer
canned-answer = Mallsvar
canned-answer-hint = Texter som ofta kommer till användning. De är centrets eget material och ligger inte låsta: skriv inget om någon enskild.
canned-answer-none = Inga mallsvar finns ännu.
canned-answer-title = Rubrik
canned-answer-text = Text
canned-answer-new = Nytt mallsvar
canned-answer-keep = Spara mallsvaret
canned-answer-remove = Ta bort
canned-answer-faults = Något saknas
canned-answer-title-fault = Skriv en rubrik på högst 120 tecken.
canned-answer-text-fault = Skriv en text på högst 8 000 tecken.

## deidentify
deidentify-found = Det här kan visa vem det gäller
deidentify-blocked = Nummer som hör till en person måste bort innan du kan skicka.
deidentify-hint = Ta bort det som pekar ut någon. Vill du behålla något, välj varför. Skälet låses med texten. Titta själv också: allt hittas inte.
deidentify-cut = Ta bort
deidentify-keep = Behåll för att
deidentify-nobody = det pekar inte ut någon
deidentify-public = uppgiften är offentlig
deidentify-needed = rådet kräver det
deidentify-removed = [borttaget]
deidentify-kept = Behållet:
deidentify-unlooked = Texten kunde inte kontrolleras. Det du skrev står kvar. Försök igen när nätet är tillbaka.
deidentify-personnummer = personnummer
deidentify-samordningsnummer = samordningsnummer
deidentify-interim = tillfälligt personnummer
deidentify-reserve = reservnummer
deidentify-telephone = telefonnummer
deidentify-e-mail = e-postadress
deidentify-handle = användarnamn
deidentify-address = adress
deidentify-postcode = postnummer
deidentify-diary-number = diarienummer
deidentify-school = skola
deidentify-workplace = arbetsplats
deidentify-name = namn
deidentify-date = datum
deidentify-small-place = liten ort med ålder och skola

## event
event = Händelser
event-in-matter = Vad som har hänt
event-hint = Allt som görs och läses antecknas här. Raderna kan inte ändras i systemet.
event-none = Ingenting har hänt ännu.
event-at = Tid
event-actor = Vem
event-action = Vad
event-matter = Ärende
event-older = Visa äldre
event-system = Systemet
event-visitor = Den som frågar
event-show-matter = Visa
event-read-facts = tittade på ärendet
event-read-facts-outside = tittade på ärendet utan att vara läsare
event-ask-reason = bad om skäl till läsning
event-give-reason = gav skäl till läsning: { $reason }
event-ask-for-key = bad om nycklarna: { $reason }
event-give-key = gav nycklarna på begäran
event-read-matter = läste texterna
event-read-file = öppnade en fil
event-print = skrev ut
event-triage = bedömde
event-take-on = tog det som ärende
event-record-facts = ändrade uppgifter
event-follow-up = ändrade uppföljningen
event-close = avslutade
event-reopen = öppnade igen
event-answer = svarade den som frågar
event-note = antecknade
event-assign-reader = gav läsrätt
event-remove-reader = tog bort läsrätt
event-renew-key = bytte nyckel efter den som inte längre läser
event-exclude = stängde ute en kollega
event-lift-exclusion = släppte in en utestängd kollega
event-stand-aside = tog bort sig själv
event-log-call = loggade ett samtal
event-enquiry = skickade en fråga
event-enquiry-held = En förfrågan kom och lades i Att granska
event-take-in = Tog in förfrågan i kön
event-put-away = Lade undan förfrågan som skräp
event-remove-junk = Tog bort undanlagt skräp: { $enquiries }
event-browser-forgotten = Lät en webbläsare bli okänd
event-message = skrev mer
event-signed-in = loggade in
event-signed-in-app = loggade in med kod ur en app
event-signed-in-passkey = loggade in med passernyckel
event-signed-in-recovery-code = loggade in med återställningskod
event-sign-in-unfinished = inloggning som började men inte avslutades
event-access-refused = nekades åtkomst
event-form-refused = skickade ett formulär som inte hörde till inloggningen, nekades
event-sign-in-failed = inloggning som inte gick
event-signed-out = loggade ut
event-count = tittade på statistiken
event-import-calls = importerade samtal ur ett kalkylblad: { $calls }
event-export-calls = tog ut alla uppgifter i koder, antal samtal: { $calls }
event-keep-canned-answers = ändrade mallsvar
event-sign-in-slowed = många försök att logga in, bromsade
event-second-factor-failed = fel kod eller passernyckel vid inloggning
event-app-added = kopplade en app
event-app-removed = kopplade bort appen
event-passkey-added = lade till en passernyckel
event-passkey-removed = tog bort en passernyckel
event-recovery-codes-made = tog fram nya återställningskoder
event-sessions-ended = avslutade egna inloggningar
event-passphrase-replaced = bytte lösenfras
event-circle-named = utsåg en ny krets för återställning
event-circle-accepted = tog emot en plats i kretsen för återställning
event-shares-made = delade sina nycklar inom kretsen
event-recovery-begun = började en återställning av nycklar
event-recovery-stopped = stoppade en återställning av nycklar
event-recovery-opened = en länk för återställning öppnades
event-share-passed = lämnade sin del av nycklar
event-recovery-done = fick tillbaka sina nycklar och bytte lösenfras
event-staff-invited = bjöd in
event-staff-enrolled = skapade sina nycklar
event-staff-changed = ändrade uppgifter om en kollega
event-staff-left = avslutade ett konto
event-staff-sessions-ended = avslutade alla inloggningar för
event-centre-opened = centrumet skapades
event-model-replaced = ersatte centrummodellen
event-intake-epoch-made = gjorde veckans nyckel för mottagning
event-foreign-card-found = fick larm: nycklar som inte är hennes eller hans ligger i katalogen i det namnet
event-same-name-found = fick larm: någon annan med samma namn har nycklar i katalogen
event-directory-rewritten = fick larm: katalogen över nycklar är ändrad i efterhand
event-directory-acknowledged = kvitterade ett larm om katalogen över nycklar
event-card-accepted = godtog nycklarna för
event-intake-epoch-shared = gav en kollega nycklar för mottagning

## count
count = Statistik
count-mark = Bara för hubben, inte för spridning. Små tal kan peka ut en person.
count-period = Period
count-from = Från och med
count-to = Till och med
count-show = Visa
count-enquiries = Förfrågningar
count-consultations = Ärenden
count-persons = Utsatta personer
count-mentioned = Nämnda, oklart om utsatta
count-by-month = Per månad
count-by-kommun = Per kommun
count-by-profession = Per yrke
count-by-exposure = Utsatthet
count-by-perpetrator = Av vem
count-by-sex = Kön
count-by-age = Ålder
count-total = Totalt
count-several = En person kan vara utsatt för flera saker. Andelarna räknas på { $persons } utsatta personer och blir tillsammans mer än 100 %.
count-fault = Skriv månader som åååå-mm, med början före slutet och högst tio år emellan.
count-uncounted = { $count ->
    [one] I ett ärende är det okänt om andra har nämnts.
   *[other] I { $count } ärenden är det okänt om andra har nämnts.
  }
count-import = Importera samtal ur ett kalkylblad, eller ta ut alla uppgifter
count-month = Månad
count-kommun = Kommun
count-profession = Yrke
count-exposure = Utsatt för
count-definition = En förfrågan är en gång någon hör av sig. Ett ärende är en förfrågan som centret har tagit sig an. Ett ärende kan gälla flera personer.

## matter
matter-unopenable = Den här texten går inte att öppna.
matter-locked = Du har ingen nyckel hit. Be koordinatorn om den.
matter-sealing = Låser …
matter-sent = Sparat.
matter-unscanned = Ingen har sökt efter virus i filen. Öppna den på en dator som gör det.
matter-odd-file = Filen är inte av något slag som sidan tar emot, och sparas inte. Säg till den som sköter Fyren.
matter-unsent = Det gick inte att spara. Texten står kvar. Försök igen.
matter-parts = Delar av sidan
matter-thread = Samtal med den som frågar
matter-thread-hint = Det du skriver här läser den som frågar.
matter-no-thread = Frågan kom per telefon eller besök. Det finns inget samtal att svara i.
matter-notes = Anteckningar mellan kollegor
matter-notes-hint = Läses bara av er som har ärendet. Den som frågar ser dem aldrig.
matter-facts = Uppgifter
matter-print = Skriv ut
matter-line = { $profession }, { $organisation }, { $kommun }
matter-enquiry-open = Förfrågan, obehandlad
matter-enquiry-closed = Förfrågan, avslutad
matter-consultation-open = Ärende, öppet
matter-consultation-closed = Ärende, avslutat
matter-received = Kom in
matter-channel = Kanal
matter-kind = Gäller
matter-concerns = Handlar om
matter-asker = Den som frågar

## imported-call

imported-call = Importera och ta ut
imported-call-import = Importera samtal
imported-call-about = Har centret fört samtalen i ett kalkylblad? Här kan de räknas med. Varje rad blir ett samtal, precis som om det hade loggats här.
imported-call-codes = Filen går till servern, inte bara till din webbläsare. Därför tas bara det emot som räknas: dagar, antal och svar ur centrets listor. Kolumner med text vägras. Filen sparas inte.
imported-call-template = Hämta en tom mall med centrets egna listor
imported-call-file = Kalkylblad
imported-call-file-hint = CSV eller XLSX, högst 4 MB. Större filer importeras av den som sköter servern.
imported-call-carried = Vald fil: { $name }. Välj en annan om du har rättat något.
imported-call-sheet-name = Bladets namn
imported-call-sheet-hint = Bara om filen har flera blad och det inte är det första.
imported-call-leave-out = Hoppa över kolumner som inte finns i mallen
imported-call-check = Granska filen
imported-call-keep = Importera de godkända raderna
imported-call-nothing = Det finns ingenting nytt att importera.
imported-call-faults = Filen kunde inte användas
imported-call-no-file = Välj en fil först.
imported-call-preview = Det här finns i filen
imported-call-done = { $calls ->
    [one] Ett samtal har importerats och räknas nu.
   *[other] { $calls } samtal har importerats och räknas nu.
  }
imported-call-rows = Rader
imported-call-new = Nya samtal
imported-call-already = Redan importerade
imported-call-refused = Vägrade rader
imported-call-persons = Utsatta personer
imported-call-consultations = Ärenden
imported-call-mentioned = Nämnda
imported-call-open = { $calls ->
    [one] Ett samtal saknar avslut och kommer att stå i kön. Skriv ett utfall, eller ja under Avslutat, om det inte ska det.
   *[other] { $calls } samtal saknar avslut och kommer att stå i kön. Skriv ett utfall, eller ja under Avslutat, om de inte ska det.
  }
imported-call-kinds = Vad de nya samtalen gäller
imported-call-first = De första nya samtalen, som de kommer att räknas
imported-call-refusals = Rader som inte kan importeras
imported-call-refusals-hint = Rätta dem i kalkylbladet och välj filen igen. Det som redan är importerat räknas inte två gånger.
imported-call-row-by-row = Vägrade rader, en i taget
imported-call-more = Och { $count } till.
imported-call-line = Rad
imported-call-column = Kolumn
imported-call-found = Där står
imported-call-reason = Varför
imported-call-told = Samtal
imported-call-ended = Avslutat
imported-call-yes = Ja
imported-call-no = Nej
imported-call-changed = Ändrade sedan de importerades
imported-call-changed-hint = De importeras inte igen. Rätta dem här i hubben.
imported-call-changed-line = Rad { $line }, löpnummer { $number }
imported-call-left-out = Kolumner som hoppas över: { $columns }
imported-call-export = Ta ut alla uppgifter
imported-call-export-about = En rad för varje utsatt person, med allt som räknas. Bara för hubben, inte för spridning: en rad är en person. Att du tar ut filen antecknas.
imported-call-export-form = Filens form
imported-call-export-from = Från och med
imported-call-export-to = Till och med
imported-call-export-get = Hämta filen
imported-call-export-fault = Skriv dagarna som åååå-mm-dd.
imported-call-sheet = Samtal
imported-call-lists = Listor
imported-call-missing = Måste fyllas i.
imported-call-near = Finns inte i centrets lista. Menade du { $near }?
imported-call-not-listed = Finns inte i centrets lista. Se mallen.
imported-call-day = Är ingen dag. Skriv som 2026-11-30.
imported-call-time = Är inget klockslag. Skriv som 14:05.
imported-call-number = Ska vara ett heltal mellan 0 och { $most }.
imported-call-own-number = Ska vara centrets eget nummer: bokstäver, siffror och - / . _, högst 30 tecken.
imported-call-personal-number = Ser ut som ett personnummer. Använd centrets eget nummer.
imported-call-outside = Ligger i framtiden eller före 1990.
imported-call-order = Ligger före det som måste ha kommit först.
imported-call-contradicts = Säger något annat än rad { $line } om samma samtal.
imported-call-not-taken-on = Hör till ett ärende, men under { $column } står nej. Skriv ja där, eller lämna det här tomt.
imported-call-held-back = Är rätt, men väntar på rad { $line } om samma samtal.
imported-call-column-missing = Kolumnen { $column } saknas. Lägg till den. Cellerna får vara tomma när inget är känt.
imported-call-column-repeated = Kolumnen ”{ $heading }” är { $column } en gång till. Ta bort en av dem.
imported-call-column-near = Mallen har ingen kolumn ”{ $heading }”. Menade du { $near }?
imported-call-column-unknown = Mallen har ingen kolumn ”{ $heading }”. Ta bort den, eller kryssa i att sådana ska hoppas över.
imported-call-column-text = Kolumnen ”{ $heading }” har text, och text får inte ligga på servern. Ta bort den, eller kryssa i att sådana ska hoppas över.
imported-call-no-rows = Det finns rubriker men inga rader under dem.
imported-call-file-empty = Filen är tom.
imported-call-file-large = Filen är för stor. Dela den, eller låt den som sköter servern importera den.
imported-call-file-wide = Rad { $line } har för många kolumner. Ta bort dem som inte finns i mallen.
imported-call-file-old = Filen är från ett äldre Excel. Spara den som .xlsx eller .csv.
imported-call-file-other = Filen är varken CSV eller XLSX.
imported-call-file-damaged = Filen kan inte läsas. Öppna den, spara den på nytt som .xlsx utan lösenord och försök igen.
imported-call-file-sheet = Det finns inget blad som heter { $name }. Filen har { $there }.
imported-call-file-row = Raderna kan inte skiljas åt på rad { $line }. Leta efter ett citattecken som saknar sitt par.

# Katalogen över nycklar.

directory-alarm = Något stämmer inte med nycklarna
directory-foreign-card = I katalogen ligger nycklar i ditt namn som inte är dina. Dag:
directory-same-name = I katalogen ligger nycklar för någon annan med samma namn som du. Det kan vara en kollega som heter likadant, eller någon som ger sig ut för att vara du. Dag:
directory-rewritten = Katalogen är inte den som din webbläsare har sett förut: rader är ändrade eller borta. Upptäckt:
directory-alarm-do = Någon kan läsa det som skickas till centret utan att vara en av er. Gör så här:
directory-alarm-call = Ring samordnaren, eller den som leder centret. Mejla inte, och skriv inte här i systemet.
directory-alarm-distrust = Lita inte på nya förfrågningar förrän ni vet vad som har hänt.
directory-alarm-verify = Be den som driver servern köra
directory-alarm-confirm = Larmet står kvar tills du har ringt. Skriv då:
directory-alarm-word = jag har ringt
directory-alarm-word-fault = Det står inte så. Skriv orden precis som de står ovanför rutan.
directory-alarm-acknowledge = Kvittera larmet
directory-new = Nya kollegor som ska kunna läsa nya förfrågningar
directory-new-why = Godta bara den du känner eller har träffat. Ring upp på ett nummer du själv har, och låt kollegan läsa upp koden från sidan Mitt konto. Är det inte samma kod ska du inte godta.
directory-new-code = Kod
directory-new-accept = Jag känner personen och koden stämmer
directory-own-code = Din kod
directory-own-code-why = Läs upp koden för en samordnare som frågar efter den, när du är ny eller har fått nya nycklar.
