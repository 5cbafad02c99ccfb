extension Document.Layout {
    /// The style of its pages. Text and background have a contrast of at least 7 to 1, links 7.9:
    /// WCAG 2.2 requires 4.5.
    var style: String {
        switch self {
        case .report: Self.reportStyle
        case .sheet: Self.sheetStyle
        case .page: Self.pageStyle
        }
    }

    private static let reportStyle = """
        *{box-sizing:border-box}\
        body{color:#1a1a1a;background:#fff;margin:0 auto;padding:1rem;max-width:72rem;\
        font:1rem/1.5 system-ui,"DejaVu Sans",sans-serif;overflow-wrap:break-word}\
        bdi{overflow-wrap:anywhere}td a{white-space:nowrap}\
        h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0}\
        h2{font-size:1.375rem;line-height:1.25;margin:2rem 0 .5rem;border-bottom:2px solid #1a1a1a}\
        h3{font-size:1.125rem;line-height:1.3;margin:1.5rem 0 .5rem}\
        a{color:#0b4a82}a:focus,.scroll:focus{outline:3px solid #0b4a82;outline-offset:2px}\
        .skip{position:absolute;left:-100rem}.skip:focus{position:static}\
        .marking{background:#8b0000;color:#fff;font-weight:bold;text-align:center;padding:.5rem;\
        margin:.5rem 0}\
        .grouped{border-left:.25rem solid #595959;padding-left:.75rem}\
        .blank{border:1px dashed #595959;padding:.75rem;color:#4a4a4a}\
        .own-page h2{margin-top:.5rem}.own-page h3{margin:.75rem 0 .25rem}\
        .own-page ul{margin:.25rem 0;padding-left:1.25rem}.own-page p{margin:.25rem 0}\
        nav ol{columns:16rem;padding-left:1.5rem}\
        .scroll{overflow-x:auto;margin:.75rem 0}\
        table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4}\
        .wide{min-width:46rem}\
        caption{text-align:left;font-weight:bold;padding:.25rem 0}\
        th,td{border:1px solid #8c8c8c;padding:.25rem .5rem;text-align:left;vertical-align:top;\
        min-width:6.5rem}\
        thead th{background:#e9edf1}tbody th{font-weight:normal;background:#f6f7f8}\
        td:last-child{min-width:9rem}\
        tr:target{outline:3px solid #8b0000;outline-offset:-3px}\
        figure{margin:1rem 0}figcaption{font-size:.875rem}\
        svg{display:block;width:100%;height:auto;min-width:48rem}\
        svg text{font-family:system-ui,"DejaVu Sans",sans-serif;fill:#1a1a1a}\
        footer{margin-top:2rem;border-top:1px solid #8c8c8c}\
        @page{size:A4;margin:14mm}\
        @media print{body{max-width:none;padding:0;font-size:10pt}nav,.skip{display:none}\
        .scroll{overflow:visible}svg{min-width:0}table{font-size:7.5pt}\
        .own-page{break-after:page;font-size:8.5pt;line-height:1.3}\
        .own-page h2{font-size:12pt}.own-page h3{font-size:9.5pt;margin:1.5mm 0 .5mm}.blank{padding:2.5mm}h1{font-size:15pt}\
        .wide,th,td,td:last-child{min-width:0}th,td{padding:1mm}\
        h2,h3,caption{break-after:avoid}tr,figure,li{break-inside:avoid}thead{display:table-header-group}\
        .marking{border:2px solid #8b0000;print-color-adjust:exact}\
        svg,thead th{print-color-adjust:exact}a{text-decoration:none}}
        """

    private static let sheetStyle = """
        body { color: #1a1a1a; background: #ffffff; margin: 0 auto; padding: 1rem; \
        max-width: 64rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; } \
        h1 { font-size: 1.6em; line-height: 1.25; margin: 0.5rem 0; } \
        h2 { font-size: 1em; line-height: 1.3; margin: 0 0 0.25rem; } \
        .marking { color: #ffffff; background: #8b0000; padding: 0.5rem; font-weight: bold; \
        text-align: center; margin: 0 0 0.5rem; } \
        .lines { list-style: none; padding: 0; margin: 0 0 1rem; } \
        main { display: flex; flex-wrap: wrap; gap: 1px; padding: 1px; } \
        section { outline: 1px solid #595959; padding: 0.5rem; min-width: 0; flex: 1 1 13.5rem; } \
        section.wide { flex-basis: 100%; } \
        section p, section ul { margin: 0; } section ul { padding-left: 1.25rem; } \
        .blank { color: #595959; font-style: italic; } \
        table { border-collapse: collapse; width: 100%; } \
        th, td { border: 1px solid #767676; padding: 0.25rem 0.5rem; text-align: left; \
        vertical-align: top; min-width: 7.5rem; } thead th { background: #f0f0f0; } tbody th { font-weight: normal; } \
        @media (max-width: 40rem) { \
        section { flex-basis: 100%; } \
        thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; \
        overflow: hidden; } \
        table, tbody, tr, th, td { display: block; } \
        tr { border: 1px solid #767676; margin-bottom: 0.5rem; } \
        tbody th, td { border: 0; padding: 0.15rem 0.5rem; } td:empty { display: none; } \
        td::before, tbody th::before { content: attr(data-label) ": "; font-weight: bold; } } \
        @media print { body { max-width: none; padding: 0; font-size: 10pt; } \
        section { flex-basis: 30%; } \
        h2 { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; } \
        .marking { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        """

    private static let pageStyle = """
        body { color: #1a1a1a; background: #ffffff; margin: 0 auto; padding: 1rem; \
        max-width: 40rem; font: 1.125rem/1.6 system-ui, sans-serif; overflow-wrap: break-word; } \
        h1 { font-size: 1.75rem; line-height: 1.25; } h2 { font-size: 1.375rem; } \
        h3 { font-size: 1.125rem; } li { margin-bottom: 0.5rem; } \
        .marking { color: #ffffff; background: #8b0000; padding: 0.5rem; \
        font-weight: bold; text-align: center; } @media print { body { max-width: none; } }
        """
}
