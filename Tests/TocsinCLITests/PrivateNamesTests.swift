import Foundation
import Hashing
import Testing

/// No private person is named, not even in source addresses. The words are kept as SHA-256 of their
/// lowercase form, so this test itself names nobody.
@Suite struct PrivateNamesTests {
    static let hashes: Set<String> = [
        "054442e3d5a92cba98291560bbb8adc85d34fcabca97bf780c3c20351b7474e8",
        "08e486faf56b304cf08915984f92b64750984efaafbb8ea79a6a579860984a4e",
        "0bcf62b62f026b799d6245fc98591b58f6428db3a828303791f135360461d4ca",
        "1055c33bd788fa01bfcb288afb57afc04e4b54972f35c2ee1b79afa1a416c852",
        "192c33caac3d89ed647f6dc54419161c2bbf4b57d12bb8c546e41d6448597571",
        "19e0f50bcf2f64571e4cbac622e7b6f4ef0decf6145c95c2c0d176adf4cbd549",
        "21297e6e966afbd06e8f08c4525ae2edcbd3696cc6bc436037e278d4b1e67b4d",
        "265ce76730503a448331353d6562c3d2092636a9da448c246d6366abd19bddb7",
        "277ba58c754dc8b891fb485486de31105b45980f4af4603ecb5f75da53378c5a",
        "2b82ba8aab66f192f5977551a98666d1d285cf3e4b081da0ec4714c29486ac9e",
        "2be4e33aa3e21f6ff7ad144f8fd58228a1cce3b50340b4805ff0c63480eec488",
        "2fca53acd2e0a650aa5fb1cf8b6569351b6b5c8b7dd6b0058fe2cf283b9a0447",
        "33e9f8a4d7f1e87025250a318275f8f84482fe613b861380c790de019658b74e",
        "34550715062af006ac4fab288de67ecb44793c3a05c475227241535f6ef7a81b",
        "3728a121efabad8dd43c044d9832ca3b8d79fe3d14055613dfdcce96c9405710",
        "393a766c14e4ab00b25d4ec1e216caf3b915216a44e347441b834c696e562072",
        "3f9ae4d29f2cc6639cba8a65cb128ce99d16a673300dbebe8accef5dde08c0a4",
        "43739c4ddf281afd556f4c945aee27f3a706575e41bc83ccf111d8537eb6e7da",
        "49dc32d144254d01d855278512b3136d081d8b3e48635d1d2da759d7257432b2",
        "596b1068555dc2bdc27883fa580d2943d980a875402d566a92c06462cd13e244",
        "62aadf3934c5f4168df0c579e9fdb35cf0bd2cf722240fc1a0e36c65545e19a3",
        "6627835f988e2c5e50533d491163072d3f4f41f5c8b04630150debb3722ca2dd",
        "675b493551a71f2cbbe7e092be1f27e0b5c57f35b65b88cc6ed3c2193cbe2c65",
        "7132fe635f6e982683a62d90761f4c66698221c8a5e225a0bdbba16b64312ec3",
        "7d1bee543bf4c50e925a5f80bfea95128d1766ebc717a9f14936ac008204d2e9",
        "86af5cf9fa54c20f63ccdaba1e922958cf16fe0182057430ac380c2a3d0cc785",
        "9d02613252f1e1b8609bcc9235b1db6b0001f2a6f2917d7bc5833aa74e291ab0",
        "a251fb7db6fa04ee0081563f4023e64248be202ba8d1ce8fcb912025ad581e2e",
        "a25be54abf6bff8a3b3b80efd9c449d3fc760054faa948603c5a0b90de6d7592",
        "a459891617d735655dcfed3e37db66fa07f0175866ebf35f9de8ccc59c0840bb",
        "a5412d7fca9299d102bd61f9f7c7787cfae055f6dd7323213f2167fe46d0ce5d",
        "a95dc4e899ac156e6e0b6666dd970c9959e0e4fd948177c263543b23492768ec",
        "b4d02e2460d370291fa0fc80127d1d7b30fa3cd7ceaf134383ef9829448946ac",
        "c11cb5fe1f5e2c1529db687ae90b55e474ca25bfa26c23b69e15b9ffc70763f5",
        "cf08b3cc8b625f88d6acf7b95fa1ff669ad65375dd83d095ac2d90ddfda889b2",
        "d26b26574e29741780264cf7a7f63d409f404a710970e3a9fa6decb96c82fe6a",
        "d32947c7673b9a5dea837ee7a32f05a7026f859c8e8089ba22587db038833c26",
        "d9092702c2dcec0791d3d25a7576383ab6fb0d37bcb5cb234a5f9e30e314e35b",
        "dae25bc7b90ad062f0d7f944e26210658a643dcfc18ab64aed140783f37183c3",
        "de01f8ce6a2c3a740215fda8f90ccb3489e7c512e41511b6a9602e616cc470b3",
        "e9b6438440bf1991a49cfc2032b47e4bde26b7d7a6bf7594ec6f308ca1f5797c",
        "eaec48e4a857a7f4ab86791113e673330fe809c9493c970cc931a9d5636a203b",
        "feab242a7baacaeb2f82898939b6c4b32c528f7c0dce59c5078835b46a0e309d",
    ]

    static func namesFound(in text: String, hashes: Set<String> = hashes) -> [String] {
        let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
        return words.filter { hashes.contains(hash($0)) }
    }

    static func hash(_ word: String) -> String {
        SHA256.hash(Array(word.utf8).span.bytes).bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    @Test func `the search finds a word in a text and in an address`() {
        let hashes: Set<String> = [Self.hash("riverton")]
        #expect(Self.namesFound(in: "Seen in Riverton.", hashes: hashes) == ["riverton"])
        #expect(Self.namesFound(in: "https://x.test/a-riverton-b", hashes: hashes) == ["riverton"])
        #expect(Self.namesFound(in: "Seen elsewhere.", hashes: hashes).isEmpty)
        // The SHA-256 of "abc" in its standard.
        #expect(Self.hash("abc").hasPrefix("ba7816bf8f01cfea414140de5dae2223"))
    }

    @Test func `no file of the project names a private person`() throws {
        let root = ReadmeTests.packageRoot
        for folder in ["Docs", "Playbooks", "Sources", "Tests", "README.md"] {
            let top = root.appendingPathComponent(folder)
            var files: [URL] = []
            if folder.hasSuffix(".md") {
                files = [top]
            } else {
                let walk = try #require(
                    FileManager.default.enumerator(at: top, includingPropertiesForKeys: nil))
                files = walk.compactMap { $0 as? URL }.filter {
                    ["md", "yaml", "json", "swift", "proto", "py"].contains($0.pathExtension)
                }
            }
            // Some top-level domains and counties are also surnames.
            let areNames = ["TopLevelDomains.swift", "CountyTable.swift"]
            for file in files where !areNames.contains(file.lastPathComponent) {
                let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
                #expect(Self.namesFound(in: text).isEmpty, "in \(file.lastPathComponent)")
            }
        }
    }

    @Test func `no output of the reenactment names a private person`() throws {
        let tocsin = try DallasTests.demo.get()
        let incident = ["--incident", "dallas-2016"]
        for command in [
            ["timeline", "--view", "restricted"], ["replay"], ["coverage"], ["fact", "list"],
            ["message", "list"], ["statement", "list"], ["review"], ["review", "--json"],
            ["timeline", "--view", "restricted", "--json"],
        ] {
            let result = try Program.run(
                command + incident, environment: tocsin.environment(as: "controller"))
            #expect(result.status == 0)
            #expect(Self.namesFound(in: result.output).isEmpty, "in \(command)")
        }
    }
}
