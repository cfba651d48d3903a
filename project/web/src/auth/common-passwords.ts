/** Common passwords of 8 and more characters, lower case; shorter ones are refused by length. */
const COMMON = new Set(
  `12345678 123456789 1234567890 12345678910 0123456789 0987654321 987654321 87654321 9876543210 11111111 111111111 1111111111 00000000 000000000
  0000000000 22222222 33333333 44444444 55555555 66666666 77777777 88888888 888888888 8888888888 99999999 999999999 12341234 12344321 43214321
  11223344 1122334455 112233445566 12121212 13131313 10101010 20202020 01010101 12312312 123123123 123321123 321321321 456456456 789456123
  147258369 159357159 159753159 14725836 741852963 963852741 147852369 258369147 11112222 12345679 123456780 123456788 123456987 55667788
  19901990 19911991 19921992 19931993 19941994 19951995 20002000 20012001 20202021 20232023 20242024 20252025 20262026 31415926 314159265 27182818
  52013140 5201314520 1314520520 13145200 52052052 5201314520 woaini520 woaini1314 woaini521 woaini123 woaini5201314 iloveyou1314 love1314 aini1314
  password password1 password2 password12 password123 password1234 password01 password11 password99 password! password1! password123! passw0rd
  passw0rd1 passw0rd123 p@ssw0rd p@ssword p@ssword1 p@ssw0rd1 p@ssw0rd123 pa$$word pa$$w0rd pa55word passpass passwort passwort1 mypassword
  newpassword newpass123 yourpassword nopassword thepassword temppassword temp1234 temp12345 changeme changeme1 changeme123 changeit letmein1
  letmein12 letmein123 letmeinnow openup123 opensesame secret123 secret1234 topsecret supersecret secretword access123 access14 default1
  default123 testtest test1234 test12345 test123456 testing1 testing123 tester123 testpass testuser demo1234 demodemo demo12345 sample123 example1
  example123 guest123 guest1234 guestguest user1234 username username1 user12345 useruser admin123 admin1234 admin12345 admin123456 adminadmin
  administrator administrator1 admin@123 admin888 admin8888 root1234 root12345 rootroot rootpass toor1234 superuser sysadmin system123 manager1
  manager123 welcome1 welcome2 welcome12 welcome123 welcome1234 welcome! welcome@123 welcomeback hello123 hello1234 hellohello helloworld
  hello12345 qwertyui qwertyuiop qwertyuiop123 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwerty1! qwertyqwerty qwerty00 qwert123
  qwert1234 qwert12345 qwer1234 qwer12345 qwer123456 qwerasdf qwerasdfzxcv qweasdzxc qweasd123 qweqweqwe qwe123456 qweqwe123 qazwsxedc qazwsx123
  qazwsxedcrfv qaz123wsx qazxswedc 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qaz!qaz zaq12wsx zaq1zaq1 zaq1xsw2 !qaz2wsx 2wsx3edc 3edc4rfv 1q2w3e4r 1q2w3e4r5t
  1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 qw12er34 q12345678 a1s2d3f4 asdfghjk asdfghjkl asdfghjkl1 asdfasdf asdf1234 asdf12345 asdfjkl; asd12345 asd123456
  asdasdasd asdqwe123 zxcvbnm1 zxcvbnm123 zxcvbnm, zxcvzxcv zxcv1234 zxc123456 zxczxczxc poiuytrewq lkjhgfdsa mnbvcxz1 0okm9ijn !@#$%^&* !@#$%^&*()
  abcd1234 abcd12345 abcd123456 abc12345 abc123456 abc1234567 abc123abc abcabcabc abcdefgh abcdefghi abcdefghij abcdefg1 abcdefg123 abcdef123
  abcde12345 abcdabcd aabbccdd aaaaaaaa aaaaaaaaa aaaaaaaaaa aaaa1111 aaa11111 a1234567 a12345678 a123456789 a1b2c3d4 a1b2c3d4e5 aa123456 aa123456789
  as123456 az123456 bbbbbbbb cccccccc dddddddd eeeeeeee ffffffff gggggggg hhhhhhhh kkkkkkkk llllllll mmmmmmmm oooooooo pppppppp qqqqqqqq rrrrrrrr
  ssssssss tttttttt wwwwwwww xxxxxxxx yyyyyyyy zzzzzzzz qq123456 qq123456789 qq1234567 wang1234 wang123456 zhang123 zhang123456 zhang1234 liu123456
  chen1234 chen123456 yang1234 li123456 woaiwojia woshishui woaizhongguo zhongguo nihao123 nihao1234 nihaoma1 nihaonihao caonima123 mima1234 mima123456
  iloveyou iloveyou1 iloveyou2 iloveyou12 iloveyou123 iloveyou! iloveu123 ilovegod ilovejesus imissyou loveyou1 loveyou123 lovelove loveme123 mylove123
  forever1 foreverlove sweetheart sweetie1 princess princess1 princess12 princess123 sunshine sunshine1 sunshine12 sunshine123 rainbow1 rainbow123
  butterfly butterfly1 chocolate chocolate1 strawberry cupcake1 cookie123 cheese123 pokemon1 pokemon123 pikachu1 naruto123 nintendo playstation minecraft
  minecraft1 fortnite roblox123 starwars starwars1 starwars123 startrek spiderman spiderman1 superman superman1 superman123 batman123 ironman1
  wolverine transformers matrix123 hogwarts gryffindor harrypotter football football1 football12 football123 baseball baseball1 basketball
  basketball1 softball volleyball hockey123 soccer123 soccer12 liverpool liverpool1 manchester manunited arsenal1 arsenal123 chelsea1 chelsea123
  barcelona barcelona1 realmadrid juventus yankees1 cowboys1 steelers lakers123 michael1 michael123 jennifer jennifer1 jessica1 jessica123 michelle
  michelle1 elizabeth elizabeth1 jonathan christian christina stephanie nicholas nicholas1 anthony1 anthony123 benjamin brittany samantha samantha1
  victoria victoria1 alexander alexander1 alexandra charlotte danielle daniel123 matthew1 joshua123 andrew123 robert123 thomas123 william1
  charlie1 charlie123 patrick1 jordan23 jordan123 maverick mercedes mustang1 corvette ferrari1 porsche1 chevrolet motorola samsung1 samsung123
  iphone123 computer computer1 computer123 internet internet1 internet123 microsoft windows10 windows1 google123 facebook facebook1 twitter1
  linkedin myspace1 whatever whatever1 trustno1 trustnoone dragon123 dragon12 monkey123 monkey12 shadow123 shadow12 master123 master12 killer123
  hunter123 hunter12 tigger123 tigger12 ginger123 buster123 pepper123 bailey123 maggie123 angel123 angels123 jesus123 jesuschrist godisgood
  blessed1 blessing heaven123 freedom1 freedom123 liberty1 america1 america123 brazil123 mexico123 canada123 australia england1 germany1
  france123 london123 newyork1 newyork123 chicago1 california summer123 summer12 summer2024 summer2025 summer2026 winter123 winter2024 winter2025
  winter2026 spring123 spring2024 spring2025 spring2026 autumn123 autumn2025 january1 february september october1 november december monday123
  friday123 holiday1 birthday birthday1 happy123 happy1234 happiness smile123 lucky123 lucky777 lucky888 money123 money1234 bitcoin1 dollar123
  security security1 security123 password2024 password2025 password2026 qwerty2024 qwerty2025 godwit123 godwit1234 godwitgodwit messenger chat1234`.split(
    /\s+/,
  ),
);

/** Whether a password would be among an attacker's first guesses: a common one, one character repeated, or the username. */
export function isCommonPassword(password: string, username: string): boolean {
  const lower = password.toLowerCase();
  return COMMON.has(lower) || /^(.)\1*$/su.test(password) || lower === username || lower === username + username;
}
