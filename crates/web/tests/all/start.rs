//! The public pages.

use fyren_store::on_both_engines;
use fyren_store::testing::Bench;

use crate::support::Centre;

on_both_engines!(
    the_first_page_says_who_it_is_for_and_where_to_call,
    every_public_page_has_the_same_neutral_title,
    the_way_out_is_first_in_the_order_of_tab,
    the_same_pages_exist_in_english,
    a_page_without_script_shows_the_telephone_and_no_form,
    an_old_checked_date_is_shown_as_overdue,
    an_installation_without_centre_leads_to_its_setup
);

const PUBLIC: [&str; 6] = ["/", "/innan/fraga", "/innan/svar", "/fraga", "/svar", "/om"];

async fn the_first_page_says_who_it_is_for_and_where_to_call(bench: Bench) {
    let centre = Centre::open(&bench).await;
    let page = centre.visitor().get("/").await;
    page.is_ok()
        .has_heading("Råd till dig som möter människor")
        .has_heading("Prata med någon");
    page.has_text("010-223 57 60")
        .has_text("Måndag, onsdag och fredag 9–12")
        .has_text("källa hedersfortryck.se");
    assert_eq!(page.attribute("a[href='tel:0102235760'] bdi", "dir"), "ltr");
}

async fn every_public_page_has_the_same_neutral_title(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for path in PUBLIC {
        assert_eq!(
            visitor.get(path).await.all("title"),
            ["Frågor och svar"],
            "{path}"
        );
    }
}

async fn the_way_out_is_first_in_the_order_of_tab(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for path in PUBLIC.into_iter().chain(["/en", "/finns-inte"]) {
        let page = visitor.get(path).await;
        assert_eq!(
            page.attribute("a, button, input, select, textarea", "href"),
            "/lamna",
            "{path}"
        );
    }
}

async fn the_same_pages_exist_in_english(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for path in PUBLIC {
        let english = format!("/en{}", path.trim_end_matches('/'));
        let page = visitor.get(&english).await;
        page.is_ok()
            .has_link("Leave this page now")
            .has_link("Svenska");
        assert_eq!(page.attribute("html", "lang"), "en");
        assert_eq!(page.attribute("a[hreflang=sv]", "href"), path);
    }
}

async fn a_page_without_script_shows_the_telephone_and_no_form(bench: Bench) {
    let visitor = Centre::open(&bench).await.visitor();
    for path in ["/fraga", "/svar"] {
        let page = visitor.get(path).await;
        page.is_ok()
            .has_heading("Så når du oss")
            .has_text("010-223 57 60");
        let (forms, hidden) = (
            page.all("form").len(),
            page.all("form[hidden], [hidden] form").len(),
        );
        assert!(
            forms > 0 && forms == hidden,
            "{path} shows a form to a browser without script"
        );
        assert!(
            page.all("form[action], form[method]").is_empty(),
            "{path} could send what is typed as plain text"
        );
        assert_eq!(page.all("input:not([autocomplete=off]), textarea:not([autocomplete=off]), select:not([autocomplete=off])"), [""; 0], "{path}");
    }
}

async fn an_old_checked_date_is_shown_as_overdue(bench: Bench) {
    let centre = Centre::open(&bench).await;
    centre
        .visitor()
        .get("/")
        .await
        .lacks_text("Det var länge sedan");
    centre.clock.pass_seconds(200 * 24 * 3600);
    centre
        .visitor()
        .get("/")
        .await
        .has_text("Det var länge sedan");
}

async fn an_installation_without_centre_leads_to_its_setup(bench: Bench) {
    let visitor = Centre::none(&bench).visitor();
    visitor.get("/").await.leads_to("/start");
}
