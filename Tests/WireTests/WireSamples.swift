@testable import Wire

/// A valid shelter order in English and Spanish.
enum WireSamples {
    static let sent = WireTime(rfc3339: "2026-03-04T22:15:00-06:00")
    static let context = CAPContext(
        standing: .releasedLive, now: sent, agencyNames: ["Riverton Police", "Policía de Riverton"])

    static func alert(
        standing: CAPStanding = .releasedLive, type: CAPMessageType = .alert,
        references: [CAPReference] = [], infos: [CAPInfo]? = nil
    ) throws -> CAPAlert {
        guard let sent else { throw SampleError() }
        return CAPAlert(
            identifier: "riverton-2026-0001", sender: "pio@police.riverton.example", sent: sent,
            standing: standing, messageType: type, references: references,
            infos: infos ?? [english, spanish])
    }

    struct SampleError: Error {}

    static let square = CAPPolygon([
        CAPPoint(latitude: 32.78, longitude: -96.81), CAPPoint(latitude: 32.79, longitude: -96.81),
        CAPPoint(latitude: 32.79, longitude: -96.8), CAPPoint(latitude: 32.78, longitude: -96.8),
        CAPPoint(latitude: 32.78, longitude: -96.81),
    ])

    static let english = CAPInfo(
        language: "en-US", categories: [.security], event: "Shelter in Place Warning",
        responseTypes: [.shelter], urgency: .immediate, severity: .extreme, certainty: .observed,
        eventCodes: [CAPNamedValue("SAME", "SPW")],
        effective: CAPTime(text: "2026-03-04T22:15:00-06:00"),
        expires: CAPTime(text: "2026-03-04T23:15:00-06:00"), senderName: "Riverton Police",
        headline: "Shelter in place downtown",
        description: "Shots were fired near Main & Lamar. Officers are on the scene.",
        instruction: "Stay inside, lock doors and keep away from windows.",
        web: "https://police.riverton.example/alerts?id=1&lang=en",
        parameters: [
            CAPNamedValue("EAS-ORG", "CIV"), CAPNamedValue("WEAHandling", "Imminent Threat"),
            CAPNamedValue(
                "CMAMtext",
                "Riverton Police: shots fired downtown. Shelter inside until 11:15 PM CST."),
            CAPNamedValue(
                "CMAMlongtext",
                "Riverton Police: shots fired near Main and Lamar, downtown Riverton. Stay inside, "
                    + "lock doors, keep away from windows until 11:15 PM CST."),
        ],
        areas: [area("Downtown Riverton, between Main and Elm")])

    static let spanish = CAPInfo(
        language: "es-US", categories: [.security], event: "Aviso de refugio en el lugar",
        responseTypes: [.shelter], urgency: .immediate, severity: .extreme, certainty: .observed,
        eventCodes: [CAPNamedValue("SAME", "SPW")],
        effective: CAPTime(text: "2026-03-04T22:15:00-06:00"),
        expires: CAPTime(text: "2026-03-04T23:15:00-06:00"), senderName: "Policía de Riverton",
        headline: "Refúgiese en el centro",
        description: "Hubo disparos cerca de Main y Lamar. Hay oficiales en el lugar.",
        instruction: "Quédese adentro, cierre las puertas y aléjese de las ventanas.",
        web: "https://police.riverton.example/alerts?id=1&lang=es",
        parameters: [
            CAPNamedValue("EAS-ORG", "CIV"), CAPNamedValue("WEAHandling", "Imminent Threat"),
            CAPNamedValue(
                "CMAMtext",
                "Riverton Police: disparos en el centro. Quede adentro hasta 11:15 PM CST."),
            CAPNamedValue(
                "CMAMlongtext",
                "Riverton Police: hubo disparos cerca de Main y Lamar, centro de Riverton. Quede "
                    + "adentro con puertas cerradas hasta 11:15 PM CST."),
        ],
        areas: [area("Centro de Riverton, entre Main y Elm")])

    static func area(_ description: String) -> CAPArea {
        CAPArea(
            areaDescription: description, polygons: [square],
            circles: [
                CAPCircle(
                    center: CAPPoint(latitude: 32.785, longitude: -96.805), radiusInKilometers: 0.5)
            ], geocodes: [CAPNamedValue("SAME", "048113")])
    }
}
