<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="vi_VN">
<context>
    <name>BootingPage</name>
    <message>
        <source>Máy đang khởi động, xin chờ</source>
        <translation>Starting up, please wait</translation>
    </message>
</context>
<context>
    <name>BusyPage</name>
    <message>
        <source>Đang xử lý</source>
        <translation>One moment</translation>
    </message>
    <message>
        <source>Xin chờ trong giây lát.</source>
        <translation>Your code is being processed.</translation>
    </message>
</context>
<context>
    <name>CameraSetup</name>
    <message>
        <source>Điểm ảnh mỗi ô</source>
        <translation>Pixels per module</translation>
    </message>
    <message>
        <source>{px} (cần {needed})</source>
        <translation>{px} ({needed} needed)</translation>
    </message>
    <message>
        <source>Độ nét</source>
        <translation>Sharpness</translation>
    </message>
    <message>
        <source>Nét</source>
        <translation>Sharp</translation>
    </message>
    <message>
        <source>Hơi mờ, đủ đọc</source>
        <translation>A little soft, readable</translation>
    </message>
    <message>
        <source>Mờ</source>
        <translation>Blurred</translation>
    </message>
    <message>
        <source>Ánh sáng</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Tối quá</source>
        <translation>Too dark</translation>
    </message>
    <message>
        <source>Sáng quá</source>
        <translation>Too bright</translation>
    </message>
    <message>
        <source>Bị lóa</source>
        <translation>Glare</translation>
    </message>
    <message>
        <source>Đủ sáng</source>
        <translation>Good</translation>
    </message>
    <message>
        <source>Giữ tờ mẫu trước camera, cách khoảng một gang tay.</source>
        <translation>Hold the sample before the camera, about a hand span away.</translation>
    </message>
    <message>
        <source>Mã này không phải tờ mẫu: số đo chỉ để tham khảo.</source>
        <translation>This code is not the sample: the figures are for reference only.</translation>
    </message>
    <message>
        <source>Khoảng cách vừa, giữ yên.</source>
        <translation>The distance is right, keep still.</translation>
    </message>
    <message>
        <source>Đưa tờ mẫu lại gần thêm khoảng {percent} %.</source>
        <translation>Bring the sample about {percent} % closer.</translation>
    </message>
    <message>
        <source>Giữ yên; nếu vẫn mờ, đưa ra xa một chút.</source>
        <translation>Keep still; if it stays blurred, move a little away.</translation>
    </message>
    <message>
        <source>Chưa thấy tờ mẫu</source>
        <translation>No sample in view yet</translation>
    </message>
    <message>
        <source>In tờ mẫu: checkpoint-kiosk camera --sample mau.pdf</source>
        <translation>Print it with: checkpoint-kiosk camera --sample sample.pdf</translation>
    </message>
    <message>
        <source>Đang đo…</source>
        <translation>Measuring…</translation>
    </message>
    <message>
        <source>Đưa tờ mẫu ra xa, lại gần cho đến khi nét nhất.</source>
        <translation>Move the sample away and closer until it is sharpest.</translation>
    </message>
    <message>
        <source>Đọc được thẻ BHYT: Đạt</source>
        <translation>Reads health insurance cards: yes</translation>
    </message>
    <message>
        <source>Camera này đọc được cả thẻ BHYT mẫu cũ.</source>
        <translation>This camera reads even the old insurance cards.</translation>
    </message>
    <message>
        <source>Đọc được thẻ BHYT: Chưa đạt</source>
        <translation>Reads health insurance cards: not well enough</translation>
    </message>
    <message>
        <source>Nên dùng camera 1080p tự lấy nét hoặc máy quét USB.</source>
        <translation>Use a 1080p camera with autofocus or a USB scanner.</translation>
    </message>
</context>
<context>
    <name>CameraSetupPage</name>
    <message>
        <source>Kiểm tra camera</source>
        <translation>Check the camera</translation>
    </message>
    <message>
        <source>Trong lúc kiểm tra, máy vẫn ghi nhận người đến và đi.</source>
        <translation>While it is being checked, the kiosk goes on recording.</translation>
    </message>
    <message>
        <source>Đo lại</source>
        <translation>Measure again</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>CardNumberPage</name>
    <message>
        <source>Nhập số thẻ</source>
        <translation>Enter the card number</translation>
    </message>
    <message>
        <source>Thẻ bảo hiểm y&#xa0;tế</source>
        <translation>Health insurance card</translation>
    </message>
    <message>
        <source>CCCD, Căn&#xa0;cước</source>
        <translation>Citizen card</translation>
    </message>
    <message>
        <source>Phiếu&#xa0;QR</source>
        <translation>QR slip</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>GoOnQuestion</name>
    <message>
        <source>Còn tiếp tục không?</source>
        <translation>Still there?</translation>
    </message>
    <message>
        <source>Xóa</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>Enrolment</name>
    <message>
        <source>Máy chủ: {hub}</source>
        <translation>Hub: {hub}</translation>
    </message>
    <message>
        <source>Mã đối chiếu trên máy chủ: {check}</source>
        <translation>Check on the hub: {check}</translation>
    </message>
    <message>
        <source>Trạm này: {gate}, {venue}</source>
        <translation>This kiosk: {gate}, {venue}</translation>
    </message>
    <message>
        <source>Kết nối trạm này với máy chủ?</source>
        <translation>Connect this kiosk to the hub?</translation>
    </message>
    <message>
        <source>Chỉ nhân viên phụ trách được xác nhận.</source>
        <translation>Only staff in charge may confirm.</translation>
    </message>
    <message>
        <source>Đang kết nối với máy chủ…</source>
        <translation>Connecting to the hub…</translation>
    </message>
    <message>
        <source>Đã kết nối với máy chủ</source>
        <translation>Connected to the hub</translation>
    </message>
    <message>
        <source>Chưa kết nối được</source>
        <translation>Not connected</translation>
    </message>
    <message>
        <source>Máy chủ trả lời không phải máy chủ của mã này.</source>
        <translation>The hub that answered is not the one of this code.</translation>
    </message>
    <message>
        <source>Mã mời này thuộc loại cũ: tạo mã mới trên máy chủ bằng hub device add.</source>
        <translation>This invitation is of an older kind: make a new one with hub device add.</translation>
    </message>
    <message>
        <source>Không ghi được trên máy này.</source>
        <translation>It could not be stored on this machine.</translation>
    </message>
    <message>
        <source>Mã sai, đã dùng hoặc đã hết hạn: xin mã mới.</source>
        <translation>The code is wrong, used or expired: ask for a new one.</translation>
    </message>
</context>
<context>
    <name>DeskMain</name>
    <message>
        <source>Bàn hỗ trợ</source>
        <translation>Help desk</translation>
    </message>
    <message>
        <source>Đăng nhập ca trực</source>
        <translation>Sign in for the shift</translation>
    </message>
</context>
<context>
    <name>EnrolmentCard</name>
    <message>
        <source>Xác nhận</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>Hủy</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Đóng</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>FaultPage</name>
    <message>
        <source>Dùng số điện thoại</source>
        <translation>Use phone number</translation>
    </message>
    <message>
        <source>Gọi nhân viên</source>
        <translation>Call staff</translation>
    </message>
    <message>
        <source>Đăng nhập ca trực</source>
        <translation>Sign in for a shift</translation>
    </message>
</context>
<context>
    <name>GateBand</name>
    <message>
        <source>Cổng: %1</source>
        <translation>Gate: %1</translation>
    </message>
</context>
<context>
    <name>HealthStrip</name>
    <message>
        <source>Dành cho nhân viên</source>
        <translation>Staff</translation>
    </message>
</context>
<context>
    <name>KeyPad</name>
    <message>
        <source>Xóa hết</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Xóa một ký tự</source>
        <translation>Take one character back</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Giữ mã trong khung</source>
        <translation>Keep the code in the frame</translation>
    </message>
    <message>
        <source>Mỗi lần một người</source>
        <translation>One person at a time</translation>
    </message>
    <message>
        <source>Mã gồm nhiều phần: đưa mọi phần cùng lúc</source>
        <translation>A code in parts: show all of them at once</translation>
    </message>
    <message>
        <source>Đưa gần hơn</source>
        <translation>Move closer</translation>
    </message>
    <message>
        <source>Đưa ra xa một chút</source>
        <translation>Move back a little</translation>
    </message>
    <message>
        <source>Giữ yên</source>
        <translation>Hold still</translation>
    </message>
    <message>
        <source>Thiếu sáng: đưa ra chỗ sáng hơn</source>
        <translation>Too dark: move to better light</translation>
    </message>
    <message>
        <source>Bị lóa sáng: nghiêng thẻ một chút</source>
        <translation>Glare: tilt the card a little</translation>
    </message>
    <message>
        <source>Gõ mã thẻ 10 số. Mã 15 ký tự: chỉ cần 10 số cuối.</source>
        <translation>Enter the card&apos;s 10 digits. Of a 15-character code the last 10 are enough.</translation>
    </message>
    <message>
        <source>Đã quá 10 số. Mã 15 ký tự: chỉ cần 10 số cuối.</source>
        <translation>More than 10 digits. Of a 15-character code the last 10 are enough.</translation>
    </message>
    <message>
        <source>Sau 2 chữ là một số từ 1 đến 5. Xin so lại với thẻ.</source>
        <translation>After the 2 letters comes a digit from 1 to 5. Please compare with the card.</translation>
    </message>
    <message>
        <source>Chưa thấy mã tỉnh này. Xin so lại với thẻ.</source>
        <translation>This province code is not known. Please compare with the card.</translation>
    </message>
    <message>
        <source>Đủ số. Xin so lại với thẻ, rồi chạm Xong.</source>
        <translation>All there. Please compare with the card, then touch Done.</translation>
    </message>
    <message>
        <source>Gõ 9 số in cạnh mã QR trên phiếu.</source>
        <translation>Type the 9 digits beside the QR code on the slip.</translation>
    </message>
    <message>
        <source>Có số chưa đúng. Xin so lại với phiếu.</source>
        <translation>A digit is wrong. Please compare with the slip.</translation>
    </message>
    <message>
        <source>Đủ số. Xin so lại với phiếu, rồi chạm Xong.</source>
        <translation>All there. Please compare with the slip, then touch Done.</translation>
    </message>
    <message>
        <source>Gõ 12 số in trên thẻ.</source>
        <translation>Enter the 12 digits printed on the card.</translation>
    </message>
    <message>
        <source>Chưa thấy ba số đầu này. Xin so lại với thẻ.</source>
        <translation>These first three digits are not known. Please compare with the card.</translation>
    </message>
    <message>
        <source>Mời sang bàn hỗ trợ</source>
        <translation>Please go to the help desk</translation>
    </message>
    <message>
        <source>Nhân viên sẽ giúp ngay.</source>
        <translation>Staff will help you right away.</translation>
    </message>
    <message>
        <source>Tại máy này, xin đưa mã cá nhân hoặc thẻ trước camera.</source>
        <translation>At this kiosk, please hold up your personal code or card.</translation>
    </message>
    <message>
        <source>Tại máy này, xin đưa thẻ nhựa trước camera.</source>
        <translation>At this kiosk, please hold up the plastic card.</translation>
    </message>
    <message>
        <source>Tại máy này, xin quét mã cá nhân hoặc thẻ bằng máy quét.</source>
        <translation>At this kiosk, please scan your personal code or card with the scanner.</translation>
    </message>
    <message>
        <source>Tại máy này, xin quét thẻ nhựa bằng máy quét.</source>
        <translation>At this kiosk, please scan the plastic card with the scanner.</translation>
    </message>
    <message>
        <source>Xin quét mã cá nhân hoặc thẻ bằng máy quét để ghi nhận lại.</source>
        <translation>Please scan a personal code or card with the scanner to be recorded again.</translation>
    </message>
    <message>
        <source>Mời quét lại mã, hoặc gọi nhân viên.</source>
        <translation>Please scan the code again, or call staff.</translation>
    </message>
    <message>
        <source>Mời đưa mã trước camera, hoặc gọi nhân viên.</source>
        <translation>Please hold the code before the camera, or call staff.</translation>
    </message>
    <message>
        <source>Quét lại; nếu chưa được, chạy phép thử máy quét.</source>
        <translation>Scan again; if it fails, run the scanner test.</translation>
    </message>
    <message>
        <source>Có người gọi nhân viên ở cổng.</source>
        <translation>Someone called staff at the gate.</translation>
    </message>
    <message>
        <source>Không có mã hoặc thẻ: khai hộ tại bàn.</source>
        <translation>No code or card: declare for them at the desk.</translation>
    </message>
    <message>
        <source>Muốn dùng số điện thoại: tìm theo số tại bàn.</source>
        <translation>Wants to use a phone number: look it up at the desk.</translation>
    </message>
    <message>
        <source>Mã thiếu thông tin: xem giấy tờ và bổ sung.</source>
        <translation>The code is incomplete: check papers and fill in.</translation>
    </message>
    <message>
        <source>Phiếu kiểu cũ, không do máy này in: xem giấy tờ.</source>
        <translation>Slip of the old kind, not printed here: check papers.</translation>
    </message>
    <message>
        <source>Mã phiếu hỏng hoặc bị làm giả: không dùng, xem giấy tờ.</source>
        <translation>The slip’s code is damaged or forged: do not use it, check papers.</translation>
    </message>
    <message>
        <source>Máy này chưa có khóa phiếu để kiểm phiếu này: xem giấy tờ.</source>
        <translation>This station lacks the slip key to check this slip: check papers.</translation>
    </message>
    <message>
        <source>Phiếu của cơ sở khác, ở đây không dùng được: xem giấy tờ.</source>
        <translation>A slip of another venue, not valid here: check papers.</translation>
    </message>
    <message>
        <source>Phiếu in ngoài thời hạn của khóa phiếu: xem giấy tờ.</source>
        <translation>Printed outside the life of its slip key: check papers.</translation>
    </message>
    <message>
        <source>Phiếu ký bằng khóa đã lộ: không dùng, xem giấy tờ.</source>
        <translation>Signed with a stolen slip key: do not use it, check papers.</translation>
    </message>
    <message>
        <source>Phiếu in sau giờ của máy này: xem lại đồng hồ hai máy.</source>
        <translation>Printed later than this station’s time: check both clocks.</translation>
    </message>
    <message>
        <source>Đồng hồ máy này sai, chưa rõ phiếu còn hạn: đặt lại giờ.</source>
        <translation>This station’s clock is wrong, the slip’s life unknown: set the time.</translation>
    </message>
    <message>
        <source>Số phiếu tự gõ chưa có trên máy: xem phiếu, giấy tờ.</source>
        <translation>The typed slip number is not known here: check the slip, papers.</translation>
    </message>
    <message>
        <source>Gõ sai số phiếu nhiều lần, khóa 1 phút: xem phiếu tại bàn.</source>
        <translation>Slip numbers mistyped too often, locked for a minute: see the slip.</translation>
    </message>
    <message>
        <source>Chữ trong mã không chắc đúng: đối chiếu với thẻ.</source>
        <translation>The code&apos;s letters are uncertain: compare with the card.</translation>
    </message>
    <message>
        <source>Giống nhiều người trong danh sách: chọn đúng người.</source>
        <translation>Matches several people: choose the right one.</translation>
    </message>
    <message>
        <source>Số thẻ tự gõ chưa có trên máy: xem thẻ và ghi tên.</source>
        <translation>Typed card number not known here: look at the card and record the person.</translation>
    </message>
    <message>
        <source>Đây là mã của điểm kiểm dịch, để quét bằng điện thoại</source>
        <translation>This is the checkpoint’s own code, to be scanned with a phone</translation>
    </message>
    <message>
        <source>Mã của điểm kiểm dịch</source>
        <translation>Checkpoint code</translation>
    </message>
    <message>
        <source>Đưa nhầm mã dán của điểm kiểm dịch.</source>
        <translation>Held up the checkpoint’s poster by mistake.</translation>
    </message>
    <message>
        <source>Đây là đường dẫn khai báo, để mở trên điện thoại</source>
        <translation>This is a declaration link, to be opened on a phone</translation>
    </message>
    <message>
        <source>Đường dẫn khai báo</source>
        <translation>Declaration link</translation>
    </message>
    <message>
        <source>Đưa nhầm đường dẫn khai báo thay vì mã cá nhân.</source>
        <translation>Held up a declaration link instead of the personal code.</translation>
    </message>
    <message>
        <source>Đây là mã thanh toán</source>
        <translation>This is a payment code</translation>
    </message>
    <message>
        <source>Mã thanh toán</source>
        <translation>Payment code</translation>
    </message>
    <message>
        <source>Đưa nhầm mã chuyển tiền.</source>
        <translation>Held up a payment code by mistake.</translation>
    </message>
    <message>
        <source>Đây là mã của một trang web</source>
        <translation>This is the code of a website</translation>
    </message>
    <message>
        <source>Mã trang web</source>
        <translation>Website code</translation>
    </message>
    <message>
        <source>Đưa nhầm mã của một trang web.</source>
        <translation>Held up a website’s code by mistake.</translation>
    </message>
    <message>
        <source>Đây là mã để vào Wi-Fi</source>
        <translation>This is a code for joining Wi-Fi</translation>
    </message>
    <message>
        <source>Mã Wi-Fi</source>
        <translation>Wi-Fi code</translation>
    </message>
    <message>
        <source>Đưa nhầm mã Wi-Fi.</source>
        <translation>Held up a Wi-Fi code by mistake.</translation>
    </message>
    <message>
        <source>Đây là mã danh thiếp</source>
        <translation>This is a business card code</translation>
    </message>
    <message>
        <source>Mã danh thiếp</source>
        <translation>Business card code</translation>
    </message>
    <message>
        <source>Đưa nhầm mã danh thiếp.</source>
        <translation>Held up a business card code by mistake.</translation>
    </message>
    <message>
        <source>Đây là mã đăng ký máy, dành cho nhân viên</source>
        <translation>This is a kiosk enrolment code, for staff</translation>
    </message>
    <message>
        <source>Mã đăng ký máy</source>
        <translation>Enrolment code</translation>
    </message>
    <message>
        <source>Mã đăng ký máy: dùng trong phần cài đặt, không ở cổng.</source>
        <translation>Enrolment code: belongs to the settings, not the gate.</translation>
    </message>
    <message>
        <source>Máy này chưa đọc được mã VNeID</source>
        <translation>This kiosk cannot read VNeID codes yet</translation>
    </message>
    <message>
        <source>Mã VNeID</source>
        <translation>VNeID code</translation>
    </message>
    <message>
        <source>Mã VNeID chưa đọc được: dùng thẻ nhựa hoặc khai hộ.</source>
        <translation>VNeID code cannot be read: use the plastic card or declare for them.</translation>
    </message>
    <message>
        <source>Đây là chứng nhận tiêm chủng, không dùng để ghi nhận</source>
        <translation>This is a vaccination certificate, not used for check-in</translation>
    </message>
    <message>
        <source>Chứng nhận tiêm chủng</source>
        <translation>Vaccination certificate</translation>
    </message>
    <message>
        <source>Đưa chứng nhận tiêm chủng thay vì mã cá nhân.</source>
        <translation>Held up a vaccination certificate instead of the personal code.</translation>
    </message>
    <message>
        <source>Mã này chỉ có số điện thoại</source>
        <translation>This code holds only a phone number</translation>
    </message>
    <message>
        <source>Mã số điện thoại</source>
        <translation>Phone number code</translation>
    </message>
    <message>
        <source>Mã chỉ có số điện thoại: tìm theo số tại bàn.</source>
        <translation>Only a phone number: look it up at the desk.</translation>
    </message>
    <message>
        <source>Mã này không dùng được tại đây</source>
        <translation>This code cannot be used here</translation>
    </message>
    <message>
        <source>Mã không rõ loại</source>
        <translation>Unknown kind of code</translation>
    </message>
    <message>
        <source>Mã đọc được nhưng không rõ loại.</source>
        <translation>The code was read but its kind is unknown.</translation>
    </message>
    <message>
        <source>Phiếu này đã hết hạn</source>
        <translation>This slip has expired</translation>
    </message>
    <message>
        <source>Phiếu hết hạn</source>
        <translation>Expired slip</translation>
    </message>
    <message>
        <source>Phiếu hết hạn: dùng thẻ, mã cá nhân hoặc khai hộ.</source>
        <translation>Expired slip: use a card, a personal code, or declare for them.</translation>
    </message>
    <message>
        <source>Xin đưa mã cá nhân hoặc thẻ trước camera để ghi nhận lại.</source>
        <translation>Please hold a personal code or card before the camera to be recorded again.</translation>
    </message>
    <message>
        <source>Phiếu này đã bị thu hồi</source>
        <translation>This slip has been revoked</translation>
    </message>
    <message>
        <source>Phiếu bị thu hồi</source>
        <translation>Revoked slip</translation>
    </message>
    <message>
        <source>Phiếu bị thu hồi hoặc đã báo mất: dùng thẻ, mã cá nhân.</source>
        <translation>Slip revoked, or reported lost: use a card or a personal code.</translation>
    </message>
    <message>
        <source>Máy quét chưa gửi đúng chữ và số của mã</source>
        <translation>The scanner changed the code&apos;s characters</translation>
    </message>
    <message>
        <source>Chữ và số bị đổi</source>
        <translation>Characters exchanged</translation>
    </message>
    <message>
        <source>Máy quét và máy tính khác kiểu bàn phím.</source>
        <translation>Scanner and computer are set to different keyboards.</translation>
    </message>
    <message>
        <source>Đặt máy quét và máy tính về bàn phím US.</source>
        <translation>Set scanner and computer to the US keyboard.</translation>
    </message>
    <message>
        <source>Bộ gõ tiếng Việt đã thêm dấu vào mã</source>
        <translation>A Vietnamese input method put accents into the code</translation>
    </message>
    <message>
        <source>Mã bị thêm dấu</source>
        <translation>Accents added</translation>
    </message>
    <message>
        <source>Bộ gõ Telex hoặc VNI đang bật.</source>
        <translation>Telex or VNI is switched on.</translation>
    </message>
    <message>
        <source>Tắt bộ gõ tiếng Việt trên máy này.</source>
        <translation>Switch the Vietnamese input method off on this machine.</translation>
    </message>
    <message>
        <source>Máy quét gửi thiếu một phần của mã</source>
        <translation>The scanner sent only a part of the code</translation>
    </message>
    <message>
        <source>Mã bị thiếu</source>
        <translation>Code incomplete</translation>
    </message>
    <message>
        <source>Ký tự bị mất giữa máy quét và máy tính.</source>
        <translation>Characters are lost between scanner and computer.</translation>
    </message>
    <message>
        <source>Cắm chặt dây, đặt máy quét gửi chậm hơn.</source>
        <translation>Push the plug in firmly; set the scanner to send more slowly.</translation>
    </message>
    <message>
        <source>Máy quét gửi dài hơn mọi loại mã</source>
        <translation>The scanner sent more than any code holds</translation>
    </message>
    <message>
        <source>Mã quá dài</source>
        <translation>Code too long</translation>
    </message>
    <message>
        <source>Phím bị kẹt, hoặc thiết bị không phải máy quét.</source>
        <translation>A key is stuck, or the device is no scanner.</translation>
    </message>
    <message>
        <source>Rút máy quét, chờ 5 giây rồi cắm lại.</source>
        <translation>Unplug the scanner, wait 5 seconds, plug it in again.</translation>
    </message>
    <message>
        <source>Xin đi cổng khác</source>
        <translation>Please use another gate</translation>
    </message>
    <message>
        <source>Cổng này chỉ ghi nhận một chiều.</source>
        <translation>This gate records one direction only.</translation>
    </message>
    <message>
        <source>Đi ngược chiều của cổng: hướng dẫn sang cổng khác.</source>
        <translation>Against the gate’s direction: point to another gate.</translation>
    </message>
    <message>
        <source>Máy tạm ngừng ghi nhận</source>
        <translation>Recording has stopped</translation>
    </message>
    <message>
        <source>Xin mời sang bàn hỗ trợ, nhân viên sẽ ghi nhận giúp.</source>
        <translation>Please go to the help desk, staff will record your visit.</translation>
    </message>
    <message>
        <source>Tạm ghi người đến, đi vào sổ giấy.</source>
        <translation>Write arrivals and departures in the paper book.</translation>
    </message>
    <message>
        <source>Ổ đĩa đã đầy.</source>
        <translation>The disk is full.</translation>
    </message>
    <message>
        <source>Xóa bớt tệp lạ trên ổ đĩa, giữ nguyên thư mục dữ liệu.</source>
        <translation>Delete unrelated files from the disk; leave the data folder alone.</translation>
    </message>
    <message>
        <source>Ổ đĩa không cho ghi.</source>
        <translation>The disk cannot be written.</translation>
    </message>
    <message>
        <source>Tắt máy, chờ 10 giây rồi bật lại.</source>
        <translation>Switch off, wait 10 seconds, switch on again.</translation>
    </message>
    <message>
        <source>Tệp dữ liệu bị hỏng.</source>
        <translation>The data file is damaged.</translation>
    </message>
    <message>
        <source>Không xóa, không chép đè tệp nào trên máy.</source>
        <translation>Do not delete or overwrite any file.</translation>
    </message>
    <message>
        <source>Dữ liệu do bản phần mềm mới hơn tạo ra.</source>
        <translation>The data was made by a newer version.</translation>
    </message>
    <message>
        <source>Cài lại bản phần mềm mới nhất.</source>
        <translation>Install the newest version again.</translation>
    </message>
    <message>
        <source>Khóa không mở được dữ liệu.</source>
        <translation>The key does not open the data.</translation>
    </message>
    <message>
        <source>Chép lại tệp khóa store.key từ bản lưu.</source>
        <translation>Copy the key file store.key back from its backup.</translation>
    </message>
    <message>
        <source>Camera tạm thời không dùng được</source>
        <translation>The camera is not working right now</translation>
    </message>
    <message>
        <source>Xin dùng số điện thoại hoặc gọi nhân viên.</source>
        <translation>Please use your phone number or call staff.</translation>
    </message>
    <message>
        <source>Kiểm tra dây USB của camera.</source>
        <translation>Check the camera’s USB cable.</translation>
    </message>
    <message>
        <source>Cắm lại: máy tự nhận sau 5 giây.</source>
        <translation>Plug it in again: found within 5 seconds.</translation>
    </message>
    <message>
        <source>Mất tín hiệu camera.</source>
        <translation>Camera signal lost.</translation>
    </message>
    <message>
        <source>Không tìm thấy camera.</source>
        <translation>No camera found.</translation>
    </message>
    <message>
        <source>Chương trình khác đang giữ camera.</source>
        <translation>Another program holds the camera.</translation>
    </message>
    <message>
        <source>Đóng chương trình khác đang dùng camera.</source>
        <translation>Close the other program using the camera.</translation>
    </message>
    <message>
        <source>Camera không trả lời.</source>
        <translation>The camera does not answer.</translation>
    </message>
    <message>
        <source>Camera quá nóng.</source>
        <translation>The camera is too hot.</translation>
    </message>
    <message>
        <source>Rút camera, để nguội 10 phút.</source>
        <translation>Unplug the camera, let it cool for 10 minutes.</translation>
    </message>
    <message>
        <source>Chưa in được phiếu</source>
        <translation>Slip not printed</translation>
    </message>
    <message>
        <source>Đã ghi nhận. Chưa in được phiếu, mời nhận tại bàn hỗ trợ.</source>
        <translation>Recorded. The slip was not printed, please get it at the help desk.</translation>
    </message>
    <message>
        <source>Tắt máy in, chờ 5 giây rồi bật lại.</source>
        <translation>Switch the printer off, wait 5 seconds, switch it on.</translation>
    </message>
    <message>
        <source>Kiểm tra nguồn điện và dây của máy in.</source>
        <translation>Check the printer’s power and cable.</translation>
    </message>
    <message>
        <source>Đậy nắp, bấm nút đẩy giấy một lần.</source>
        <translation>Close the cover and press the feed button once.</translation>
    </message>
    <message>
        <source>Không thấy máy in</source>
        <translation>No printer found</translation>
    </message>
    <message>
        <source>Máy in đang bận</source>
        <translation>Printer is busy</translation>
    </message>
    <message>
        <source>Đóng chương trình khác đang dùng máy in.</source>
        <translation>Close the other program using the printer.</translation>
    </message>
    <message>
        <source>Mất kết nối máy in</source>
        <translation>Printer connection lost</translation>
    </message>
    <message>
        <source>Máy in không trả lời</source>
        <translation>Printer does not answer</translation>
    </message>
    <message>
        <source>Hết giấy in</source>
        <translation>Printer out of paper</translation>
    </message>
    <message>
        <source>Mở nắp máy in, thay cuộn giấy mới.</source>
        <translation>Open the cover and put in a new paper roll.</translation>
    </message>
    <message>
        <source>Nắp máy in đang mở</source>
        <translation>Printer cover is open</translation>
    </message>
    <message>
        <source>Kiểm tra cuộn giấy nằm đúng chiều.</source>
        <translation>Check that the paper roll lies the right way.</translation>
    </message>
    <message>
        <source>Máy in quá nóng</source>
        <translation>Printer is too hot</translation>
    </message>
    <message>
        <source>Ngừng in, để máy in nguội 10 phút.</source>
        <translation>Stop printing, let it cool for 10 minutes.</translation>
    </message>
    <message>
        <source>Dao cắt giấy bị kẹt</source>
        <translation>Paper cutter is jammed</translation>
    </message>
    <message>
        <source>Mở nắp máy in, gỡ giấy kẹt ở dao cắt, đậy nắp.</source>
        <translation>Open the cover, clear the paper at the cutter, close it.</translation>
    </message>
    <message>
        <source>Máy in báo lỗi</source>
        <translation>Printer reports an error</translation>
    </message>
    <message>
        <source>Nếu vẫn báo lỗi, gọi kỹ thuật.</source>
        <translation>If the error stays, call the technician.</translation>
    </message>
    <message>
        <source>Địa chỉ máy in là của thiết bị khác</source>
        <translation>Another device has the printer’s address</translation>
    </message>
    <message>
        <source>In phiếu tự kiểm trên máy in để xem địa chỉ IP.</source>
        <translation>Print the printer’s self-test to see its IP address.</translation>
    </message>
    <message>
        <source>Báo kỹ thuật sửa printer.address, cổng thường là 9100.</source>
        <translation>Have printer.address corrected; the port is usually 9100.</translation>
    </message>
    <message>
        <source>Hai máy trùng danh tính</source>
        <translation>Two machines share one identity</translation>
    </message>
    <message>
        <source>Một máy khác dùng cùng danh tính với trạm này, có thể do chép ổ đĩa.</source>
        <translation>Another machine uses this kiosk’s identity, perhaps a copy of its disk.</translation>
    </message>
    <message>
        <source>Cứ tiếp tục: cả hai máy vẫn ghi nhận và gửi đủ.</source>
        <translation>Carry on: both machines record and send everything.</translation>
    </message>
    <message>
        <source>Báo quản trị viên: đăng ký lại một trong hai máy bằng mã mới.</source>
        <translation>Tell the administrator: enrol one of the two with a new code.</translation>
    </message>
    <message>
        <source>vẫn ghi nhận bình thường</source>
        <translation>still recording</translation>
    </message>
    <message>
        <source>Kiểm tra dây mạng hoặc bộ phát Wi-Fi.</source>
        <translation>Check the network cable or the Wi-Fi router.</translation>
    </message>
    <message>
        <source>Cứ tiếp tục: lượt chờ gửi sẽ tự gửi khi có mạng.</source>
        <translation>Carry on: waiting entries are sent once the network is back.</translation>
    </message>
    <message>
        <source>Mất mạng</source>
        <translation>No network</translation>
    </message>
    <message>
        <source>Wi-Fi yêu cầu đăng nhập</source>
        <translation>Wi-Fi asks for a login</translation>
    </message>
    <message>
        <source>Đăng nhập Wi-Fi trên máy này, hoặc dùng mạng khác.</source>
        <translation>Log in to the Wi-Fi on this kiosk, or use another network.</translation>
    </message>
    <message>
        <source>Mạng chậm, máy chủ không trả lời</source>
        <translation>Slow network, the server does not answer</translation>
    </message>
    <message>
        <source>Máy chủ tạm ngừng</source>
        <translation>Server is down</translation>
    </message>
    <message>
        <source>Báo nơi quản lý máy chủ nếu quá 1 giờ.</source>
        <translation>Tell the server’s operator if it lasts over an hour.</translation>
    </message>
    <message>
        <source>Máy chủ đang bận, sẽ gửi sau</source>
        <translation>Server is busy, sending later</translation>
    </message>
    <message>
        <source>Không cần làm gì: máy tự gửi lại sau.</source>
        <translation>Nothing to do: the kiosk sends again later.</translation>
    </message>
    <message>
        <source>Máy chưa được cài đặt</source>
        <translation>Not set up yet</translation>
    </message>
    <message>
        <source>Chưa có tệp cấu hình: tên điểm và tên cổng còn là tên mẫu.</source>
        <translation>No configuration yet: the names of the venue and the gate are samples.</translation>
    </message>
    <message>
        <source>Cứ tiếp tục: máy vẫn ghi nhận như thường.</source>
        <translation>Carry on: the kiosk records as usual.</translation>
    </message>
    <message>
        <source>Kỹ thuật đặt tên và thiết bị bằng lệnh checkpoint-kiosk settings.</source>
        <translation>The technician sets names and devices by checkpoint-kiosk settings.</translation>
    </message>
    <message>
        <source>Ngày giờ của máy sai?</source>
        <translation>Wrong date or time here?</translation>
    </message>
    <message>
        <source>Xem ngày giờ của máy này. Nếu đúng: chứng chỉ của máy chủ đã hết hạn.</source>
        <translation>Check this machine’s date and time. If they are right, the server’s certificate has expired.</translation>
    </message>
    <message>
        <source>Chứng chỉ máy chủ không tin được</source>
        <translation>Server’s certificate not trusted</translation>
    </message>
    <message>
        <source>Đăng nhập Wi-Fi nếu mạng đòi. Nếu không: báo nơi quản lý máy chủ.</source>
        <translation>Sign in to the Wi-Fi if it asks. Otherwise tell the server’s operator.</translation>
    </message>
    <message>
        <source>Địa chỉ máy chủ không khớp</source>
        <translation>Server’s address does not match</translation>
    </message>
    <message>
        <source>Báo nơi quản lý máy chủ: chứng chỉ ghi địa chỉ khác.</source>
        <translation>Tell the server’s operator: the certificate names another address.</translation>
    </message>
    <message>
        <source>Trả lời không phải của máy chủ</source>
        <translation>The answer is not the server’s own</translation>
    </message>
    <message>
        <source>Dùng mạng khác, hoặc báo nơi quản lý máy chủ: có thể cần cập nhật.</source>
        <translation>Use another network, or tell the server’s operator: an update may be due.</translation>
    </message>
    <message>
        <source>Đã ghi nhận</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <source>Đã đọc mã này, xin cất mã</source>
        <translation>This code was read, please put it away</translation>
    </message>
    <message>
        <source>Cứ tiếp tục: lượt chờ gửi sẽ tự gửi khi máy chủ hoạt động lại.</source>
        <translation>Carry on: waiting entries are sent once the server works again.</translation>
    </message>
    <message>
        <source>Cứ tiếp tục: máy vẫn ghi nhận đủ, nhưng chưa gửi được cho đến khi sửa xong.</source>
        <translation>Carry on: everything is recorded, but nothing can be sent until this is mended.</translation>
    </message>
    <message>
        <source>Trạm đã bị thu hồi</source>
        <translation>Kiosk taken out of service</translation>
    </message>
    <message>
        <source>Máy chủ không nhận dữ liệu của trạm này nữa.</source>
        <translation>The server takes nothing from this kiosk any more.</translation>
    </message>
    <message>
        <source>Cứ tiếp tục: mọi lượt vẫn được lưu trên máy này.</source>
        <translation>Carry on: every entry is kept on this machine.</translation>
    </message>
    <message>
        <source>Hỏi quản trị viên. Nếu trạm còn dùng: đăng ký lại bằng mã mới.</source>
        <translation>Ask the administrator. If the kiosk stays in use: enrol it again with a new code.</translation>
    </message>
    <message>
        <source>camera vẫn đọc được mã</source>
        <translation>the camera still reads codes</translation>
    </message>
    <message>
        <source>Kiểm tra dây USB và đèn của máy quét.</source>
        <translation>Check the scanner’s USB cable and its light.</translation>
    </message>
    <message>
        <source>Rút ra, cắm lại: máy tự nhận sau vài giây.</source>
        <translation>Unplug it and plug it in again: it is found within seconds.</translation>
    </message>
    <message>
        <source>Mất máy quét</source>
        <translation>Scanner lost</translation>
    </message>
    <message>
        <source>Không thấy máy quét</source>
        <translation>Scanner not found</translation>
    </message>
    <message>
        <source>Mời quét mã QR hoặc thẻ bằng máy quét</source>
        <translation>Please scan your QR code or card with the scanner</translation>
    </message>
    <message>
        <source>Hoặc dùng số điện thoại, hoặc gọi nhân viên.</source>
        <translation>Or use your phone number, or call staff.</translation>
    </message>
    <message>
        <source>Máy quét tạm thời không dùng được</source>
        <translation>The scanner is not working right now</translation>
    </message>
    <message>
        <source>Máy quét đang bận</source>
        <translation>Scanner in use</translation>
    </message>
    <message>
        <source>Chương trình khác đang giữ máy quét.</source>
        <translation>Another program holds the scanner.</translation>
    </message>
    <message>
        <source>Đóng chương trình khác.</source>
        <translation>Close the other program.</translation>
    </message>
    <message>
        <source>Chạm vào màn hình này một lần, rồi quét lại.</source>
        <translation>Touch this screen once, then scan again.</translation>
    </message>
    <message>
        <source>Xem lại ngày giờ</source>
        <translation>Check date and time</translation>
    </message>
    <message>
        <source>Ngày giờ của máy có thể sai: chưa in phiếu, chưa xóa gì.</source>
        <translation>Date and time may be wrong: no slips are printed, nothing is removed.</translation>
    </message>
    <message>
        <source>So ngày giờ ở trên với điện thoại. Nếu đúng: chạm nút dưới.</source>
        <translation>Compare them with a phone. If they are right: touch the button below.</translation>
    </message>
    <message>
        <source>Nếu sai: đặt lại giờ trong phần cài đặt của máy, máy tự tiếp tục.</source>
        <translation>If not: set them in the computer’s settings; the kiosk goes on by itself.</translation>
    </message>
    <message>
        <source>Không có âm báo</source>
        <translation>No sound</translation>
    </message>
    <message>
        <source>Máy không phát được âm báo: người đến phải nhìn màn hình.</source>
        <translation>No tones can be played: people have to look at the screen.</translation>
    </message>
    <message>
        <source>Kỹ thuật cài pipewire-bin, pulseaudio-utils hoặc alsa-utils.</source>
        <translation>Technician: install pipewire-bin, pulseaudio-utils or alsa-utils.</translation>
    </message>
    <message>
        <source>Không còn trên máy này.</source>
        <translation>No longer on this machine.</translation>
    </message>
    <message>
        <source>Chưa có ai ở đây dùng thẻ này.</source>
        <translation>Nobody who was here has this card.</translation>
    </message>
    <message>
        <source>Đã có người làm việc này rồi.</source>
        <translation>Somebody has done this already.</translation>
    </message>
    <message>
        <source>Đã quá 10 giây, không hoàn tác được nữa.</source>
        <translation>More than 10 seconds ago: it can no longer be undone.</translation>
    </message>
    <message>
        <source>Bệnh nhân luôn được vào: chọn lối riêng.</source>
        <translation>Patients always come in: choose the separate way.</translation>
    </message>
    <message>
        <source>Cần chọn lý do.</source>
        <translation>A reason is needed.</translation>
    </message>
    <message>
        <source>Số điện thoại chưa đúng.</source>
        <translation>This phone number is not right.</translation>
    </message>
    <message>
        <source>Tên chưa đúng.</source>
        <translation>This name is not right.</translation>
    </message>
    <message>
        <source>Giờ chưa tới, hoặc đã quá lâu.</source>
        <translation>This time has not come yet, or is too long ago.</translation>
    </message>
    <message>
        <source>Thân nhiệt chưa đúng: xin đo lại.</source>
        <translation>This temperature is not right: please measure again.</translation>
    </message>
    <message>
        <source>Hai số giấy tờ khác nhau: đây là hai người.</source>
        <translation>Two different document numbers: these are two people.</translation>
    </message>
    <message>
        <source>Không có phiếu còn hạn để in lại.</source>
        <translation>There is no valid slip to print again.</translation>
    </message>
    <message>
        <source>Đồng hồ chưa đúng: đặt lại giờ rồi phát phiếu.</source>
        <translation>The clock is wrong: set the time, then issue slips.</translation>
    </message>
    <message>
        <source>Phiếu đúng, người này chưa qua máy này: mời quét ở cổng.</source>
        <translation>A valid slip of somebody new here: please scan it at the gate.</translation>
    </message>
    <message>
        <source>Máy này chưa phát thẻ cho họ: hủy ở máy đã phát thẻ.</source>
        <translation>This station issued them no card: revoke it where it was issued.</translation>
    </message>
    <message>
        <source>Máy chưa đọc, ghi được. Xin thử lại.</source>
        <translation>The machine cannot read or write now. Please try again.</translation>
    </message>
    <message>
        <source>Chưa liên lạc được với máy chủ.</source>
        <translation>The hub cannot be reached.</translation>
    </message>
    <message>
        <source>Máy chủ bận: xin chờ ít phút.</source>
        <translation>The hub is busy: please wait a few minutes.</translation>
    </message>
    <message>
        <source>Không được phép.</source>
        <translation>This is not allowed.</translation>
    </message>
    <message>
        <source>Cần hỗ trợ</source>
        <translation>Needs help</translation>
    </message>
    <message>
        <source>Gọi nhân viên</source>
        <translation>Called staff</translation>
    </message>
    <message>
        <source>Không có mã hoặc thẻ</source>
        <translation>Has no code or card</translation>
    </message>
    <message>
        <source>Dùng số điện thoại</source>
        <translation>Uses a phone number</translation>
    </message>
    <message>
        <source>Mã thiếu thông tin</source>
        <translation>Code lacks details</translation>
    </message>
    <message>
        <source>Phiếu của nơi khác</source>
        <translation>Slip from elsewhere</translation>
    </message>
    <message>
        <source>Phiếu hỏng hoặc giả</source>
        <translation>Damaged or forged slip</translation>
    </message>
    <message>
        <source>Phiếu chưa kiểm được</source>
        <translation>Slip cannot be checked</translation>
    </message>
    <message>
        <source>Phiếu của cơ sở khác</source>
        <translation>Slip of another venue</translation>
    </message>
    <message>
        <source>Khóa phiếu ngoài hạn</source>
        <translation>Slip key not in force</translation>
    </message>
    <message>
        <source>Khóa phiếu bị lộ</source>
        <translation>Stolen slip key</translation>
    </message>
    <message>
        <source>Phiếu lệch giờ</source>
        <translation>Slip ahead of the clock</translation>
    </message>
    <message>
        <source>Chưa biết phiếu còn hạn</source>
        <translation>Slip’s life unknown</translation>
    </message>
    <message>
        <source>Số phiếu chưa có ở đây</source>
        <translation>Slip number not known here</translation>
    </message>
    <message>
        <source>Gõ sai số phiếu</source>
        <translation>Mistyped slip numbers</translation>
    </message>
    <message>
        <source>Chữ trong mã chưa chắc</source>
        <translation>Text of the code is doubtful</translation>
    </message>
    <message>
        <source>Giống nhiều người</source>
        <translation>May be several people</translation>
    </message>
    <message>
        <source>Số thẻ chưa có ở đây</source>
        <translation>Card number not known here</translation>
    </message>
    <message>
        <source>Câu trả lời quá dài: xin viết ngắn hơn.</source>
        <translation>The answer is too long: please write less.</translation>
    </message>
    <message>
        <source>Chưa có tờ khai còn hạn: cần khai trước.</source>
        <translation>No valid declaration: declare first.</translation>
    </message>
    <message>
        <source>Bên trong đang đông: cần nhân viên mời vào.</source>
        <translation>It is crowded inside: staff call people in.</translation>
    </message>
    <message>
        <source>Chờ có chỗ</source>
        <translation>Waiting for room</translation>
    </message>
    <message>
        <source>Bên trong đang đông: mời vào theo thứ tự khi có chỗ.</source>
        <translation>It is crowded inside: call in turn when there is room.</translation>
    </message>
    <message>
        <source>Đã quét, chờ khai</source>
        <translation>Scanned, to declare</translation>
    </message>
    <message>
        <source>Tờ khai cần xem lại</source>
        <translation>Declaration to be looked at</translation>
    </message>
    <message>
        <source>Chưa xác minh SĐT</source>
        <translation>Phone not verified</translation>
    </message>
    <message>
        <source>Không đồng ý khai tại máy</source>
        <translation>Does not agree to declare here</translation>
    </message>
    <message>
        <source>Đã khai</source>
        <translation>Declared</translation>
    </message>
    <message>
        <source>Đã quét thẻ, còn thiếu tờ khai: mở ra và khai hộ.</source>
        <translation>Card read, only the declaration is missing: open and declare for them.</translation>
    </message>
    <message>
        <source>Có câu trả lời cần xem lại: hỏi riêng, đo thân nhiệt.</source>
        <translation>An answer needs a look: ask in private, take the temperature.</translation>
    </message>
    <message>
        <source>Số điện thoại tự khai chưa xác minh: gọi thử hoặc xem giấy tờ.</source>
        <translation>The phone they gave is not verified: call it, or look at a document.</translation>
    </message>
    <message>
        <source>Không đồng ý khai tại máy: vẫn giúp như thường, không bắt buộc đồng ý.</source>
        <translation>Does not agree to declare here: help as usual, nobody has to agree.</translation>
    </message>
    <message>
        <source>Cho vào</source>
        <translation>Let in</translation>
    </message>
    <message>
        <source>Vào lối riêng</source>
        <translation>Separate way in</translation>
    </message>
    <message>
        <source>Chưa cho vào</source>
        <translation>Not let in</translation>
    </message>
    <message>
        <source>Đã về</source>
        <translation>Went home</translation>
    </message>
    <message>
        <source>Có dấu hiệu bệnh</source>
        <translation>Has symptoms</translation>
    </message>
    <message>
        <source>Có tiếp xúc ca bệnh</source>
        <translation>Contact with a case</translation>
    </message>
    <message>
        <source>Hết giờ thăm</source>
        <translation>Visiting hours are over</translation>
    </message>
    <message>
        <source>Không có việc ở đây</source>
        <translation>No business here</translation>
    </message>
    <message>
        <source>Bên trong đã đông</source>
        <translation>Crowded inside</translation>
    </message>
    <message>
        <source>Gây mất trật tự</source>
        <translation>Disturbs others</translation>
    </message>
    <message>
        <source>Trẻ em</source>
        <translation>Child</translation>
    </message>
    <message>
        <source>16–59</source>
        <translation>16–59</translation>
    </message>
    <message>
        <source>Từ 60</source>
        <translation>60 or older</translation>
    </message>
    <message>
        <source>Đo lại sau 10 phút</source>
        <translation>Measure again in 10 minutes</translation>
    </message>
    <message>
        <source>Đã hướng dẫn</source>
        <translation>Was advised</translation>
    </message>
    <message>
        <source>Có người nhà đi cùng</source>
        <translation>Relative is with them</translation>
    </message>
    <message>
        <source>Đã xem giấy tờ</source>
        <translation>Saw their ID</translation>
    </message>
    <message>
        <source>Nhân viên biết người này</source>
        <translation>Known to staff</translation>
    </message>
    <message>
        <source>Không nhận được mã</source>
        <translation>No code came</translation>
    </message>
    <message>
        <source>Không mang điện thoại</source>
        <translation>Phone not here</translation>
    </message>
    <message>
        <source>Số của người nhà</source>
        <translation>Relative's number</translation>
    </message>
    <message>
        <source>Không có điện thoại</source>
        <translation>Has no phone</translation>
    </message>
    <message>
        <source>Nhầm chiều</source>
        <translation>Wrong direction</translation>
    </message>
    <message>
        <source>Nhầm người</source>
        <translation>Wrong person</translation>
    </message>
    <message>
        <source>Không đi qua cổng</source>
        <translation>Did not pass the gate</translation>
    </message>
    <message>
        <source>Chỉ quét thử</source>
        <translation>Only a test scan</translation>
    </message>
    <message>
        <source>Khách</source>
        <translation>Visitor</translation>
    </message>
    <message>
        <source>Bệnh nhân nội trú</source>
        <translation>Inpatient</translation>
    </message>
    <message>
        <source>Người chăm bệnh</source>
        <translation>Carer</translation>
    </message>
    <message>
        <source>Nhân viên</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>Giao hàng, dịch vụ</source>
        <translation>Delivery, service</translation>
    </message>
    <message>
        <source>Chính người đó xác nhận</source>
        <translation>The person says so</translation>
    </message>
    <message>
        <source>Nhập trùng hai lần</source>
        <translation>Entered twice</translation>
    </message>
    <message>
        <source>Truy vết tiếp xúc</source>
        <translation>Contact tracing</translation>
    </message>
    <message>
        <source>Người này hỏi</source>
        <translation>The person asks</translation>
    </message>
    <message>
        <source>Sửa lượt ghi nhầm</source>
        <translation>Correcting an entry</translation>
    </message>
    <message>
        <source>Làm báo cáo</source>
        <translation>Reporting</translation>
    </message>
    <message>
        <source>Xem dữ liệu</source>
        <translation>See the data</translation>
    </message>
    <message>
        <source>Sửa dữ liệu</source>
        <translation>Correct the data</translation>
    </message>
    <message>
        <source>Xóa dữ liệu</source>
        <translation>Erase the data</translation>
    </message>
    <message>
        <source>Rút đồng ý</source>
        <translation>Withdraw consent</translation>
    </message>
    <message>
        <source>Cần đăng nhập trước.</source>
        <translation>Please sign in first.</translation>
    </message>
    <message>
        <source>Chính người này</source>
        <translation>This person</translation>
    </message>
    <message>
        <source>Con</source>
        <translation>Child</translation>
    </message>
    <message>
        <source>Vợ, chồng</source>
        <translation>Spouse</translation>
    </message>
    <message>
        <source>Cha, mẹ</source>
        <translation>Parent</translation>
    </message>
    <message>
        <source>Anh, chị, em</source>
        <translation>Sibling</translation>
    </message>
    <message>
        <source>Ông, bà</source>
        <translation>Grandparent</translation>
    </message>
    <message>
        <source>Người thân</source>
        <translation>Family</translation>
    </message>
    <message>
        <source>Người giám hộ</source>
        <translation>Guardian</translation>
    </message>
    <message>
        <source>Người chăm sóc</source>
        <translation>Carer</translation>
    </message>
    <message>
        <source>Khác</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Thông tin cá nhân</source>
        <translation>Personal details</translation>
    </message>
    <message>
        <source>Địa chỉ liên lạc</source>
        <translation>Contact address</translation>
    </message>
    <message>
        <source>Sức khỏe</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>Xác nhận</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>Đã gửi</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Chưa nhập họ tên</source>
        <translation>No name yet</translation>
    </message>
    <message>
        <source>Chưa nhập năm sinh</source>
        <translation>No year of birth yet</translation>
    </message>
    <message>
        <source>Chưa chọn giới tính</source>
        <translation>No sex chosen yet</translation>
    </message>
    <message>
        <source>Chưa nhập số điện thoại</source>
        <translation>No phone number yet</translation>
    </message>
    <message>
        <source>Chưa chọn số của ai</source>
        <translation>Not said whose number it is</translation>
    </message>
    <message>
        <source>Chưa chọn xã, phường</source>
        <translation>No commune chosen yet</translation>
    </message>
    <message>
        <source>Chưa chọn ai khai</source>
        <translation>Not said who declares</translation>
    </message>
    <message>
        <source>Chưa có đồng ý</source>
        <translation>Not agreed yet</translation>
    </message>
    <message>
        <source>Chỉ quản trị đổi được những mục này.</source>
        <translation>Only an administrator changes these.</translation>
    </message>
    <message>
        <source>Chưa đổi được: giá trị không hợp lệ.</source>
        <translation>Not changed: a value is not allowed.</translation>
    </message>
    <message>
        <source>Chưa ghi được tệp thiết lập.</source>
        <translation>The settings file cannot be written.</translation>
    </message>
    <message>
        <source>Sắp hết giấy in</source>
        <translation>Paper is low</translation>
    </message>
    <message>
        <source>Sắp hết giấy in: chuẩn bị cuộn giấy mới.</source>
        <translation>Paper is low: have a new roll ready.</translation>
    </message>
    <message>
        <source>Rồi chạm Đã thay cuộn ở Kiểm tra đầu ca.</source>
        <translation>Then touch New roll is in, on the page before the shift.</translation>
    </message>
    <message>
        <source>Việc này chỉ quản trị viên làm được.</source>
        <translation>Only an administrator can do this.</translation>
    </message>
    <message>
        <source>Căn cước, giấy tờ có ảnh</source>
        <translation>Identity card, paper with a photo</translation>
    </message>
    <message>
        <source>Thẻ BHYT</source>
        <translation>Insurance card</translation>
    </message>
    <message>
        <source>Giấy tờ của người giám hộ</source>
        <translation>The guardian&apos;s papers</translation>
    </message>
    <message>
        <source>Không chứng minh được là ai</source>
        <translation>Identity is not proven</translation>
    </message>
    <message>
        <source>Người này rút yêu cầu</source>
        <translation>Taken back by the person</translation>
    </message>
    <message>
        <source>Luật buộc phải lưu giữ</source>
        <translation>The law says to keep it</translation>
    </message>
    <message>
        <source>Không có dữ liệu này</source>
        <translation>There is no such data</translation>
    </message>
    <message>
        <source>Họ tên, SĐT</source>
        <translation>Name, phone</translation>
    </message>
    <message>
        <source>Ngày sinh</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>Giới tính</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Địa chỉ</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Số giấy tờ</source>
        <translation>Document number</translation>
    </message>
    <message>
        <source>Lượt đến, đi</source>
        <translation>Entry</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Camera ở đây</source>
        <translation>Camera is here</translation>
    </message>
</context>
<context>
    <name>NoCodePage</name>
    <message>
        <source>Xin mời chọn một cách</source>
        <translation>Please choose a way</translation>
    </message>
    <message>
        <source>Đọc số điện thoại cho nhân viên</source>
        <translation>Tell staff a phone number</translation>
    </message>
    <message>
        <source>Nhân viên tìm theo số đó</source>
        <translation>Staff look it up</translation>
    </message>
    <message>
        <source>Cho người đối&#xa0;diện xem</source>
        <translation>Show the person opposite</translation>
    </message>
    <message>
        <source>Câu viết sẵn, có cả tiếng Anh</source>
        <translation>Ready sentences, in Vietnamese too</translation>
    </message>
    <message>
        <source>Gọi nhân viên</source>
        <translation>Call staff</translation>
    </message>
    <message>
        <source>Nhận số và chờ tại bàn hỗ trợ</source>
        <translation>Get a number and wait at the desk</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Khai báo tại đây</source>
        <translation>Declare here</translation>
    </message>
    <message>
        <source>Khoảng 1 phút, có phiếu in</source>
        <translation>About a minute, with a printed slip</translation>
    </message>
</context>
<context>
    <name>OwnPhonePage</name>
    <message>
        <source>Không nhận được mã</source>
        <translation>No code came</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Ghi nhận</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>PrinterPanel</name>
    <message>
        <source>Máy in đã rút dây</source>
        <translation>The printer is unplugged</translation>
    </message>
    <message>
        <source>Nắp đang mở</source>
        <translation>The cover is open</translation>
    </message>
    <message>
        <source>Hết giấy</source>
        <translation>Out of paper</translation>
    </message>
    <message>
        <source>Kẹt dao cắt</source>
        <translation>Cutter jam</translation>
    </message>
    <message>
        <source>Đầu in quá nóng, đang chờ nguội</source>
        <translation>The print head is too hot and cools down</translation>
    </message>
    <message>
        <source>Sẵn sàng, nhưng không trả lời</source>
        <translation>Ready, but it answers nothing</translation>
    </message>
    <message>
        <source>Sẵn sàng</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Máy in mô phỏng</source>
        <translation>Simulated printer</translation>
    </message>
    <message>
        <source>Cuộn giấy còn %1 cm</source>
        <translation>%1 cm left on the roll</translation>
    </message>
    <message>
        <source>Xé giấy</source>
        <translation>Tear off</translation>
    </message>
    <message>
        <source>Thay cuộn</source>
        <translation>New roll</translation>
    </message>
    <message>
        <source>Đóng nắp</source>
        <translation>Close the cover</translation>
    </message>
    <message>
        <source>Mở nắp</source>
        <translation>Open the cover</translation>
    </message>
    <message>
        <source>Cắm dây</source>
        <translation>Plug in</translation>
    </message>
    <message>
        <source>Rút dây</source>
        <translation>Unplug</translation>
    </message>
    <message>
        <source>Gỡ dao cắt</source>
        <translation>Free the cutter</translation>
    </message>
    <message>
        <source>Trả lời lại</source>
        <translation>Answer again</translation>
    </message>
    <message>
        <source>Không trả lời</source>
        <translation>Answer nothing</translation>
    </message>
</context>
<context>
    <name>ReadyPage</name>
    <message>
        <source>Mời đưa mã&#xa0;QR hoặc&#xa0;thẻ trước&#xa0;camera</source>
        <translation>Hold your QR&#xa0;code or&#xa0;card&#xa0;up to&#xa0;the&#xa0;camera</translation>
    </message>
    <message>
        <source>Máy sẽ tự đọc, không cần chạm vào màn&#xa0;hình. Cách khoảng một gang&#xa0;tay.</source>
        <translation>It reads by itself, no need to touch the screen. About a hand’s width away.</translation>
    </message>
    <message>
        <source>Mã này khó đọc. Có thể nhập số in trên&#xa0;thẻ.</source>
        <translation>This code is hard to read. The number on the card can be entered instead.</translation>
    </message>
    <message>
        <source>Mã&#xa0;QR cá&#xa0;nhân</source>
        <translation>Personal QR&#xa0;code</translation>
    </message>
    <message>
        <source>Thẻ&#xa0;bảo hiểm&#xa0;y&#xa0;tế</source>
        <translation>Health insurance</translation>
    </message>
    <message>
        <source>CCCD, Căn&#xa0;cước</source>
        <translation>Citizen card</translation>
    </message>
    <message>
        <source>Phiếu QR</source>
        <translation>QR slip</translation>
    </message>
    <message>
        <source>Nhập số thẻ</source>
        <translation>Enter the card number</translation>
    </message>
    <message>
        <source>Không có mã hoặc thẻ</source>
        <translation>No code or card</translation>
    </message>
    <message>
        <source>Dùng số điện thoại</source>
        <translation>Use phone number</translation>
    </message>
    <message>
        <source>Gọi nhân viên</source>
        <translation>Call staff</translation>
    </message>
</context>
<context>
    <name>ResultLayout</name>
    <message>
        <source>Mời người tiếp&#xa0;theo</source>
        <translation>Next person, please</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>Xin chờ trong giây lát</source>
        <translation>One moment, please</translation>
    </message>
    <message>
        <source>Số này nay là {phone}. Nếu đúng, chạm Tiếp tục.</source>
        <translation>This number is now {phone}. If that is right, touch Go on.</translation>
    </message>
    <message>
        <source>Đủ số. Xin xem lại, rồi chạm Tiếp tục.</source>
        <translation>Complete. Please look again, then touch Go on.</translation>
    </message>
    <message>
        <source>Không phải số di động. Xin xem lại.</source>
        <translation>Not a Vietnamese mobile number. Please look again.</translation>
    </message>
    <message>
        <source>Gõ số di động 10 số. Mã sẽ gửi đến số đó.</source>
        <translation>Type a mobile number of 10 digits. A code will be sent to it.</translation>
    </message>
    <message>
        <source>Nhập số điện thoại</source>
        <translation>Enter the phone number</translation>
    </message>
    <message>
        <source>Mã này không dùng được nữa. Mời gửi mã khác.</source>
        <translation>This code no longer works. Please have another one sent.</translation>
    </message>
    <message>
        <source>Mã 6 số đã gửi đến {phone}.</source>
        <translation>A code of 6 digits was sent to {phone}.</translation>
    </message>
    <message>
        <source>Gửi mã khác</source>
        <translation>Send another code</translation>
    </message>
    <message>
        <source>Nhập mã trong tin nhắn</source>
        <translation>Enter the code from the message</translation>
    </message>
    <message>
        <source>Chạm tên của từng người đang đến.</source>
        <translation>Touch the name of each who is arriving.</translation>
    </message>
    <message>
        <source>Người thứ {number}</source>
        <translation>Person {number}</translation>
    </message>
    <message>
        <source>Mời nhận phiếu ở máy in.</source>
        <translation>Please take the slip from the printer.</translation>
    </message>
    <message>
        <source>Kiểm tra camera</source>
        <translation>Check the camera</translation>
    </message>
    <message>
        <source>Đến và đi</source>
        <translation>In and out</translation>
    </message>
    <message>
        <source>Chỉ vào</source>
        <translation>Entrance only</translation>
    </message>
    <message>
        <source>Chỉ ra</source>
        <translation>Exit only</translation>
    </message>
    <message>
        <source>Hỏi đáp</source>
        <translation>Questions</translation>
    </message>
    <message>
        <source>Bên trong đang đông</source>
        <translation>It is crowded inside</translation>
    </message>
    <message>
        <source>Xin vui lòng chờ. Khi có chỗ, nhân viên sẽ mời vào theo thứ tự.</source>
        <translation>Please wait. Staff will call people in, in turn, when there is room.</translation>
    </message>
    <message>
        <source>Người ra về vẫn đưa mã như thường</source>
        <translation>Leaving? Show the code as usual</translation>
    </message>
    <message>
        <source>Cần khai báo y tế</source>
        <translation>Health declaration needed</translation>
    </message>
    <message>
        <source>Mời khai báo tại bàn hỗ trợ.</source>
        <translation>Please declare at the help desk.</translation>
    </message>
    <message>
        <source>Chưa ghi nhận được</source>
        <translation>Not recorded</translation>
    </message>
    <message>
        <source>Lượt này chưa được lưu. Mời sang bàn hỗ trợ.</source>
        <translation>This visit was not saved. Please go to the help desk.</translation>
    </message>
    <message>
        <source>Đang báo nhân viên</source>
        <translation>Staff are being called</translation>
    </message>
    <message>
        <source>Đã ghi nhận lúc {time}</source>
        <translation>Recorded at {time}</translation>
    </message>
    <message>
        <source>Đã ghi nhận ra về lúc {time}</source>
        <translation>Departure recorded at {time}</translation>
    </message>
    <message>
        <source>ĐẾN</source>
        <translation>IN</translation>
    </message>
    <message>
        <source>ĐI</source>
        <translation>OUT</translation>
    </message>
    <message>
        <source>Xin mời vào</source>
        <translation>Please come in</translation>
    </message>
    <message>
        <source>Xin cảm ơn</source>
        <translation>Thank you</translation>
    </message>
    <message>
        <source>Đã ghi nhận đến lúc {time}</source>
        <translation>Arrival recorded at {time}</translation>
    </message>
    <message>
        <source>Không cần quét lại. Xin mời vào.</source>
        <translation>No need to scan again. Please come in.</translation>
    </message>
    <message>
        <source>Không cần quét lại. Xin cảm ơn.</source>
        <translation>No need to scan again. Thank you.</translation>
    </message>
    <message>
        <source>Đã lưu trên máy</source>
        <translation>Saved on this kiosk</translation>
    </message>
    <message>
        <source>Đang in phiếu, vui lòng chờ</source>
        <translation>Printing your slip, please wait</translation>
    </message>
    <message>
        <source>Đã in phiếu, mời nhận phiếu</source>
        <translation>Slip printed, please take it</translation>
    </message>
    <message>
        <source>Chưa in được phiếu, mời nhận tại bàn hỗ trợ</source>
        <translation>Slip not printed, please get it at the help desk</translation>
    </message>
    <message>
        <source>Nếu chưa có phiếu, mời nhận tại bàn hỗ trợ</source>
        <translation>No slip yet? Please get it at the help desk</translation>
    </message>
    <message>
        <source>Cổng này chỉ để vào</source>
        <translation>This gate is an entrance only</translation>
    </message>
    <message>
        <source>Xin ra bằng cổng khác.</source>
        <translation>Please leave through another gate.</translation>
    </message>
    <message>
        <source>Cổng này chỉ để ra</source>
        <translation>This gate is an exit only</translation>
    </message>
    <message>
        <source>Xin vào bằng cổng khác.</source>
        <translation>Please come in through another gate.</translation>
    </message>
    <message>
        <source>Mọi thiết bị đang hoạt động.</source>
        <translation>All devices are working.</translation>
    </message>
    <message>
        <source>từ {time}</source>
        <translation>since {time}</translation>
    </message>
    <message>
        <source>Vẫn chưa được: gọi kỹ thuật.</source>
        <translation>Still not working: call the technician.</translation>
    </message>
    <message>
        <source>Vẫn chưa được: gọi kỹ thuật {phone}.</source>
        <translation>Still not working: call {phone}.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>Mất camera</source>
        <translation>No camera</translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Lưu trên máy này</source>
        <translation>Saved on this kiosk</translation>
    </message>
    <message>
        <source>Mạng</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>đã gửi hết</source>
        <translation>all sent</translation>
    </message>
    <message>
        <source>Mã QR cá nhân trên điện thoại</source>
        <translation>Personal QR code on a phone</translation>
    </message>
    <message>
        <source>Thẻ bảo hiểm y tế</source>
        <translation>Health insurance</translation>
    </message>
    <message>
        <source>CCCD, Căn cước</source>
        <translation>Citizen card</translation>
    </message>
    <message>
        <source>Thẻ BHYT hoặc CCCD</source>
        <translation>Health insurance or citizen card</translation>
    </message>
    <message>
        <source>Phiếu QR</source>
        <translation>QR slip</translation>
    </message>
    <message>
        <source>Gõ chữ thứ hai.</source>
        <translation>Enter the second letter.</translation>
    </message>
    <message>
        <source>Gõ 2 chữ đầu của mã thẻ.</source>
        <translation>Enter the code&apos;s first 2 letters.</translation>
    </message>
    <message>
        <source>Nếu vừa đến, không cần làm gì thêm.</source>
        <translation>If you have just come in, nothing more is needed.</translation>
    </message>
    <message>
        <source>Không chạm: không ghi thêm lượt nào</source>
        <translation>No touch: nothing more is recorded</translation>
    </message>
    <message>
        <source>Ghi nhận ra về</source>
        <translation>Record my departure</translation>
    </message>
    <message>
        <source>Nhầm chiều? Đổi thành ĐI</source>
        <translation>Wrong way? Change to OUT</translation>
    </message>
    <message>
        <source>Nhầm chiều? Đổi thành ĐẾN</source>
        <translation>Wrong way? Change to IN</translation>
    </message>
    <message>
        <source>Bàn ở bên trái.</source>
        <translation>It is on your left.</translation>
    </message>
    <message>
        <source>Bàn ở bên phải.</source>
        <translation>It is on your right.</translation>
    </message>
    <message>
        <source>Số {number}</source>
        <translation>No. {number}</translation>
    </message>
    <message>
        <source>Đã ghi vào danh sách hỗ trợ</source>
        <translation>On the list for help</translation>
    </message>
    <message>
        <source>Xin chờ tại bàn.</source>
        <translation>Please wait at the desk.</translation>
    </message>
    <message>
        <source>Xin chờ, hoặc gọi {phone}.</source>
        <translation>Please wait, or call {phone}.</translation>
    </message>
    <message>
        <source>số {numbers}</source>
        <translation>no. {numbers}</translation>
    </message>
    <message>
        <source>Máy quét</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>còn dữ liệu chờ gửi</source>
        <translation>data waiting to be sent</translation>
    </message>
    <message>
        <source>Cũng cần xem: {names}</source>
        <translation>Also to check: {names}</translation>
    </message>
    <message>
        <source>Mọi thiết bị đang hoạt động. Chưa đăng ký với máy chủ: dữ liệu chỉ ở trên máy này.</source>
        <translation>All devices are working. Not enrolled with a server: the data is on this machine only.</translation>
    </message>
    <message>
        <source>Đã ghi nhận</source>
        <translation>Recorded</translation>
    </message>
    <message>
        <source>Chưa làm được</source>
        <translation>Not done</translation>
    </message>
    <message>
        <source>Đang hoàn tác</source>
        <translation>Undoing</translation>
    </message>
    <message>
        <source>Đã hoàn tác</source>
        <translation>Undone</translation>
    </message>
    <message>
        <source>Lượt này không còn được tính</source>
        <translation>This entry no longer counts</translation>
    </message>
    <message>
        <source>Đã đổi thành {word}</source>
        <translation>Changed to {word}</translation>
    </message>
    <message>
        <source>Đã xác minh</source>
        <translation>Verified</translation>
    </message>
    <message>
        <source>Đã lưu thông tin</source>
        <translation>Details saved</translation>
    </message>
    <message>
        <source>Đã thêm người dùng số này</source>
        <translation>Person added to this number</translation>
    </message>
    <message>
        <source>Đã gộp hồ sơ</source>
        <translation>Held for one person from now on</translation>
    </message>
    <message>
        <source>Đã tách hồ sơ</source>
        <translation>Two people again</translation>
    </message>
    <message>
        <source>đã đổi loại khách</source>
        <translation>kind of visitor changed</translation>
    </message>
    <message>
        <source>Đã ghi nhận xuất viện</source>
        <translation>Discharge recorded</translation>
    </message>
    <message>
        <source>trả lời trước {day}</source>
        <translation>answer before {day}</translation>
    </message>
    <message>
        <source>Đã ghi nhận yêu cầu</source>
        <translation>Request recorded</translation>
    </message>
    <message>
        <source>Phiếu tiếp nhận</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>Đã ghi nhận {word} từ lúc {clock}</source>
        <translation>{word} was recorded at {clock} already</translation>
    </message>
    <message>
        <source>Đã ghi nhận {word} lúc {clock}</source>
        <translation>{word} recorded at {clock}</translation>
    </message>
    <message>
        <source>chờ xác minh</source>
        <translation>to be verified</translation>
    </message>
    <message>
        <source>đang in phiếu</source>
        <translation>printing the slip</translation>
    </message>
    <message>
        <source>Nếu phiếu chưa ra hết, chạm In lại.</source>
        <translation>If the slip is not whole, touch Print again.</translation>
    </message>
    <message>
        <source>Xem máy in</source>
        <translation>Check the printer</translation>
    </message>
    <message>
        <source>Xem máy in, rồi chạm In lại.</source>
        <translation>Check the printer, then touch Print again.</translation>
    </message>
    <message>
        <source>Chưa in được phiếu</source>
        <translation>Slip not printed</translation>
    </message>
    <message>
        <source>Đã in phiếu</source>
        <translation>Slip printed</translation>
    </message>
    <message>
        <source>phiếu có thể chưa ra hết, xem máy in</source>
        <translation>the slip may not be out, look at the printer</translation>
    </message>
    <message>
        <source>chưa in được phiếu</source>
        <translation>slip not printed</translation>
    </message>
    <message>
        <source>đã in phiếu</source>
        <translation>slip printed</translation>
    </message>
    <message>
        <source>Mã đã gửi đến {phone}</source>
        <translation>Code sent to {phone}</translation>
    </message>
    <message>
        <source>Chưa có ai dùng số này</source>
        <translation>Nobody uses this number yet</translation>
    </message>
    <message>
        <source>Đã xác minh số điện thoại bằng OTP</source>
        <translation>Number verified by a code</translation>
    </message>
    <message>
        <source>Số chưa xác minh</source>
        <translation>Number not verified</translation>
    </message>
    <message>
        <source>Chưa nhập họ tên</source>
        <translation>No name entered</translation>
    </message>
    <message>
        <source>Chưa có mặt</source>
        <translation>Not inside</translation>
    </message>
    <message>
        <source>Đang có mặt từ {clock}</source>
        <translation>Inside since {clock}</translation>
    </message>
    <message>
        <source>Chưa có mặt · lần cuối {day}</source>
        <translation>Not inside · last seen {day}</translation>
    </message>
    <message>
        <source>Đang gửi mã</source>
        <translation>Sending the code</translation>
    </message>
    <message>
        <source>Đang kiểm tra mã</source>
        <translation>Checking the code</translation>
    </message>
    <message>
        <source>Mã này không còn dùng được. Gửi mã khác.</source>
        <translation>This code no longer works. Send another one.</translation>
    </message>
    <message>
        <source>Nhập 6 số trong tin nhắn</source>
        <translation>Enter the 6 digits of the message</translation>
    </message>
    <message>
        <source>Gửi lại mã</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Thẻ BHYT</source>
        <translation>Insurance card</translation>
    </message>
    <message>
        <source>Căn cước</source>
        <translation>Citizen card</translation>
    </message>
    <message>
        <source>CMND</source>
        <translation>Old ID card</translation>
    </message>
    <message>
        <source>Hồ sơ này không còn lưu trên máy.</source>
        <translation>This person is no longer stored here.</translation>
    </message>
    <message>
        <source>Thiếu SĐT</source>
        <translation>No phone</translation>
    </message>
    <message>
        <source>Chờ xác minh</source>
        <translation>To be verified</translation>
    </message>
    <message>
        <source>{name} đã xem lúc {clock}</source>
        <translation>Looked at by {name} at {clock}</translation>
    </message>
    <message>
        <source>Cùng số điện thoại: {names}</source>
        <translation>Same phone number: {names}</translation>
    </message>
    <message>
        <source>Tính là có mặt đến {clock}</source>
        <translation>Counted as inside until {clock}</translation>
    </message>
    <message>
        <source>Chưa ghi nhận ra về</source>
        <translation>Leaving not recorded</translation>
    </message>
    <message>
        <source>Đến</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Đi</source>
        <translation>Out</translation>
    </message>
    <message>
        <source>đã sửa</source>
        <translation>corrected</translation>
    </message>
    <message>
        <source>nhập bù</source>
        <translation>entered later</translation>
    </message>
    <message>
        <source>Vì sao xem các ngày trước?</source>
        <translation>Why look at earlier days?</translation>
    </message>
    <message>
        <source>Lý do được lưu cùng tên người xem.</source>
        <translation>The reason is kept with the name of whoever looks.</translation>
    </message>
    <message>
        <source>Xuất viện, về nhà</source>
        <translation>Discharged, going home</translation>
    </message>
    <message>
        <source>Đến để làm gì?</source>
        <translation>What are they here for?</translation>
    </message>
    <message>
        <source>In lại hay mất phiếu?</source>
        <translation>Print again, or lost?</translation>
    </message>
    <message>
        <source>In lại phiếu cũ</source>
        <translation>Print the same slip again</translation>
    </message>
    <message>
        <source>Mất phiếu: in phiếu mới</source>
        <translation>Lost: print a new slip</translation>
    </message>
    <message>
        <source>Báo mất thì phiếu cũ không dùng được nữa.</source>
        <translation>A slip reported lost can no longer be used.</translation>
    </message>
    <message>
        <source>Đang in phiếu mới</source>
        <translation>Printing a new slip</translation>
    </message>
    <message>
        <source>Phiếu cũ không dùng được nữa.</source>
        <translation>The old slip can no longer be used.</translation>
    </message>
    <message>
        <source>Yêu cầu về dữ liệu</source>
        <translation>Data requests</translation>
    </message>
    <message>
        <source>Đã đối chiếu giấy tờ. Quản trị viên thực hiện.</source>
        <translation>Identity was checked. An administrator carries it out.</translation>
    </message>
    <message>
        <source>Nhầm chiều: đổi thành {word}</source>
        <translation>Wrong direction: change to {word}</translation>
    </message>
    <message>
        <source>Lượt cũ vẫn được lưu, kèm lý do sửa.</source>
        <translation>The old entry is kept, with the reason.</translation>
    </message>
    <message>
        <source>Đã in lúc {clock}</source>
        <translation>Printed at {clock}</translation>
    </message>
    <message>
        <source>Vẫn in lại</source>
        <translation>Print again anyway</translation>
    </message>
    <message>
        <source>Xác nhận người đến</source>
        <translation>Confirm who arrives</translation>
    </message>
    <message>
        <source>Nhân viên xác nhận, chờ xác minh:</source>
        <translation>Staff confirm, to be verified later:</translation>
    </message>
    <message>
        <source>Mất mạng, chưa gửi được mã</source>
        <translation>No network: no code can be sent</translation>
    </message>
    <message>
        <source>Gửi mã OTP đến {phone}</source>
        <translation>Send a code to {phone}</translation>
    </message>
    <message>
        <source>Đã gửi nhiều mã, hoặc chưa có nơi gửi.</source>
        <translation>Too many codes were sent, or none can be.</translation>
    </message>
    <message>
        <source>Không gửi được mã đến số này.</source>
        <translation>No code can be sent to this number.</translation>
    </message>
    <message>
        <source>Chưa liên lạc được với máy chủ.</source>
        <translation>The hub cannot be reached.</translation>
    </message>
    <message>
        <source>Mã cá nhân</source>
        <translation>Personal code</translation>
    </message>
    <message>
        <source>Nam</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>Nữ</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>Khác</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Bàn hỗ trợ</source>
        <translation>Help desk</translation>
    </message>
    <message>
        <source>Hôm nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Thêm người dùng số {phone}</source>
        <translation>Add a person to {phone}</translation>
    </message>
    <message>
        <source>Sửa thông tin</source>
        <translation>Edit details</translation>
    </message>
    <message>
        <source>Gộp với {name}</source>
        <translation>Link with {name}</translation>
    </message>
    <message>
        <source>Chưa thấy ai.</source>
        <translation>Nobody found yet.</translation>
    </message>
    <message>
        <source>Tìm người trùng: tên, số điện thoại hoặc số thẻ.</source>
        <translation>Find the same person: name, phone or card number.</translation>
    </message>
    <message>
        <source>Là cùng một người? Vì sao?</source>
        <translation>The same person? Why?</translation>
    </message>
    <message>
        <source>Mọi thứ sẵn sàng cho ca này.</source>
        <translation>Everything is ready for this shift.</translation>
    </message>
    <message>
        <source>Ca trước không để lại ca nào đang chờ.</source>
        <translation>The last shift left nobody waiting.</translation>
    </message>
    <message>
        <source>Đọc thẻ</source>
        <translation>Cards</translation>
    </message>
    <message>
        <source>Máy quét đang chạy.</source>
        <translation>The scanner is working.</translation>
    </message>
    <message>
        <source>Camera đang quét.</source>
        <translation>The camera is scanning.</translation>
    </message>
    <message>
        <source>Camera và máy quét đang chạy.</source>
        <translation>Camera and scanner are running.</translation>
    </message>
    <message>
        <source>Giấy in</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Máy này không in phiếu.</source>
        <translation>This machine prints no slips.</translation>
    </message>
    <message>
        <source>Máy in sẵn sàng. Xem cuộn giấy còn dày không.</source>
        <translation>The printer is ready. See how thick the roll still is.</translation>
    </message>
    <message>
        <source>Giờ</source>
        <translation>Clock</translation>
    </message>
    <message>
        <source>{time}, ngày {date}. So với đồng hồ của mình.</source>
        <translation>{time}, {date}. Compare with your own watch.</translation>
    </message>
    <message>
        <source>Đã nối với máy chủ.</source>
        <translation>Connected to the hub.</translation>
    </message>
    <message>
        <source>Không có máy chủ: dữ liệu chỉ ở trên máy này.</source>
        <translation>No hub: data stays on this machine.</translation>
    </message>
    <message>
        <source>chưa tính là đã vào</source>
        <translation>not counted as inside yet</translation>
    </message>
    <message>
        <source>Mời trưởng ca đến bàn. Ca này vẫn mở.</source>
        <translation>Ask the shift lead to the desk. The case stays open.</translation>
    </message>
    <message>
        <source>Đã ghi nhận cấp cứu vào lúc {time}</source>
        <translation>Emergency recorded in at {time}</translation>
    </message>
    <message>
        <source>ca {number} hôm nay · bổ sung sau</source>
        <translation>case {number} today · complete it later</translation>
    </message>
    <message>
        <source>Ca {number} · thêm nếu biết</source>
        <translation>Case {number} · add what you know</translation>
    </message>
    <message>
        <source>Cấp cứu · ca {number}</source>
        <translation>Emergency · case {number}</translation>
    </message>
    <message>
        <source>chưa rõ tên</source>
        <translation>name not known</translation>
    </message>
    <message>
        <source>Chắc chắn không rõ là ai</source>
        <translation>Yes, nobody knows who</translation>
    </message>
    <message>
        <source>Không rõ danh tính</source>
        <translation>Identity unknown</translation>
    </message>
    <message>
        <source>Đã hoàn tác.</source>
        <translation>Undone.</translation>
    </message>
    <message>
        <source>Đã bổ sung.</source>
        <translation>Completed.</translation>
    </message>
    <message>
        <source>Đã đóng: không rõ danh tính.</source>
        <translation>Closed: identity unknown.</translation>
    </message>
    <message>
        <source>Mời vào ngay. Nhân viên bổ sung sau khi đăng nhập.</source>
        <translation>Go in now. Staff complete it once signed in.</translation>
    </message>
    <message>
        <source>Không có ca nào cần bổ sung.</source>
        <translation>Nothing waits to be completed.</translation>
    </message>
    <message>
        <source>Chưa bổ sung xong thì dòng vẫn nằm ở đây, kể cả khi sang ca sau.</source>
        <translation>A row stays here until it is completed, into the next shift too.</translation>
    </message>
    <message>
        <source>Dòng {number} · giờ</source>
        <translation>Row {number} · time</translation>
    </message>
    <message>
        <source>Dòng {number} · tên hoặc số</source>
        <translation>Row {number} · name or phone</translation>
    </message>
    <message>
        <source>Dòng {number} · là ai?</source>
        <translation>Row {number} · who is it?</translation>
    </message>
    <message>
        <source>Người mới</source>
        <translation>New person</translation>
    </message>
    <message>
        <source>Giờ chưa đúng</source>
        <translation>No such time</translation>
    </message>
    <message>
        <source>Sinh {year}</source>
        <translation>Born {year}</translation>
    </message>
    <message>
        <source>Đã có</source>
        <translation>Known</translation>
    </message>
    <message>
        <source>Gõ tiếp</source>
        <translation>Go on typing</translation>
    </message>
    <message>
        <source>Chưa ghi dòng nào: xin sửa dòng được báo.</source>
        <translation>Nothing was written: correct the marked row.</translation>
    </message>
    <message>
        <source>Giờ thật ghi trong sổ. Mỗi lượt mang dấu “từ sổ giấy”.</source>
        <translation>The times are those of the book. Each entry is marked “from paper”.</translation>
    </message>
    <message>
        <source>Tên, số điện thoại hoặc số thẻ. Không cần gõ dấu.</source>
        <translation>Name, phone or card number. No accents needed.</translation>
    </message>
    <message>
        <source>chưa rõ là ai</source>
        <translation>not known who</translation>
    </message>
    <message>
        <source>{name} đã nhận</source>
        <translation>taken by {name}</translation>
    </message>
    <message>
        <source>Vừa xong</source>
        <translation>Just now</translation>
    </message>
    <message>
        <source>chuông nhắc sau {time}</source>
        <translation>chimes in {time}</translation>
    </message>
    <message>
        <source>Đang chờ</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>Đã xong hôm nay · {count}</source>
        <translation>Done today · {count}</translation>
    </message>
    <message>
        <source>Đã ghi: {outcome}.</source>
        <translation>Recorded: {outcome}.</translation>
    </message>
    <message>
        <source>Không có ai đang chờ.</source>
        <translation>Nobody is waiting.</translation>
    </message>
    <message>
        <source>Người chờ lâu nhất ở trên cùng. Chưa ai nhận thì chuông nhắc lại sau 2 phút.</source>
        <translation>The longest wait stands first. A case nobody takes chimes again after 2 minutes.</translation>
    </message>
    <message>
        <source>Nhân viên</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>Quản trị</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Tạm khóa · thử lại sau {time}</source>
        <translation>Locked · try again in {time}</translation>
    </message>
    <message>
        <source>Mọi tài khoản tạm khóa · thử lại sau {time}</source>
        <translation>All accounts locked · try again in {time}</translation>
    </message>
    <message>
        <source>Tài khoản đã bị khóa</source>
        <translation>This account is barred</translation>
    </message>
    <message>
        <source>Người quản trị hoặc mã khôi phục mở lại được tài khoản này.</source>
        <translation>An administrator or the recovery code can open it again.</translation>
    </message>
    <message>
        <source>Lúc này máy không nhận mã PIN.</source>
        <translation>No PIN is taken now.</translation>
    </message>
    <message>
        <source>Mã PIN gồm 6 chữ số.</source>
        <translation>A PIN has 6 digits.</translation>
    </message>
    <message>
        <source>Số lặp lại rất dễ đoán. Xin chọn mã PIN khác.</source>
        <translation>Repeated digits are easy to guess. Please choose another PIN.</translation>
    </message>
    <message>
        <source>Số liền nhau rất dễ đoán. Xin chọn mã PIN khác.</source>
        <translation>Digits in a row are easy to guess. Please choose another PIN.</translation>
    </message>
    <message>
        <source>Số này nằm trong số điện thoại của cơ sở. Xin chọn mã PIN khác.</source>
        <translation>These digits stand in the venue's phone number. Please choose another PIN.</translation>
    </message>
    <message>
        <source>Ngày tháng và năm sinh rất dễ đoán. Xin chọn mã PIN khác.</source>
        <translation>Dates and years of birth are easy to guess. Please choose another PIN.</translation>
    </message>
    <message>
        <source>Mã chưa đúng. Xin nhập lại từ đầu.</source>
        <translation>The code is not right. Please begin again.</translation>
    </message>
    <message>
        <source>Hai lần nhập không giống nhau. Xin chọn lại mã PIN.</source>
        <translation>The two are not the same. Please choose a PIN again.</translation>
    </message>
    <message>
        <source>Đã nhập sai nhiều lần. Thử lại sau {time}.</source>
        <translation>Too many wrong tries. Try again in {time}.</translation>
    </message>
    <message>
        <source>Tài khoản này không còn dùng nữa.</source>
        <translation>This account is no longer in use.</translation>
    </message>
    <message>
        <source>Máy chưa mở được dữ liệu. Cổng vẫn làm việc khi dữ liệu mở lại.</source>
        <translation>The data cannot be opened now. The gate goes on as soon as they can.</translation>
    </message>
    <message>
        <source>Mở khóa ca trực</source>
        <translation>Unlock your shift</translation>
    </message>
    <message>
        <source>Đăng nhập ca trực</source>
        <translation>Sign in for a shift</translation>
    </message>
    <message>
        <source>Tạm khóa</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>Đã bị khóa</source>
        <translation>Barred</translation>
    </message>
    <message>
        <source>Chọn tên, rồi nhập mã PIN</source>
        <translation>Choose a name, then type the PIN</translation>
    </message>
    <message>
        <source>Mã PIN 6 số của {name}</source>
        <translation>6-digit PIN of {name}</translation>
    </message>
    <message>
        <source>Đang kiểm tra…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Chưa đúng. {left}</source>
        <translation>Not right. {left}</translation>
    </message>
    <message>
        <source>Ghi lại mã khôi phục</source>
        <translation>Write down the recovery code</translation>
    </message>
    <message>
        <source>Mã này chỉ hiện một lần. Chép ra giấy và cất trong tủ có khóa: khi mọi người quên mã PIN, chỉ mã này mở lại được.</source>
        <translation>It is shown this once. Copy it onto paper and lock it away: when everybody has forgotten their PIN, only this code helps.</translation>
    </message>
    <message>
        <source>Lập người quản trị đầu tiên</source>
        <translation>Make the first administrator</translation>
    </message>
    <message>
        <source>Đặt lại mã PIN của {name}</source>
        <translation>A new PIN for {name}</translation>
    </message>
    <message>
        <source>Không dùng số lặp lại, số liền nhau, ngày sinh hay số điện thoại cơ sở.</source>
        <translation>No repeated digits, no digits in a row, no date of birth, no phone number of the venue.</translation>
    </message>
    <message>
        <source>Mã khôi phục có 20 số, được ghi lại khi lập người quản trị. Dùng xong sẽ có mã mới.</source>
        <translation>The recovery code has 20 digits; it was written down when the administrator was made. After use there is a new one.</translation>
    </message>
    <message>
        <source>Kỹ thuật xem mã bằng lệnh “staff first-code” trên máy này.</source>
        <translation>A technician reads the code with the command “staff first-code” on this machine.</translation>
    </message>
    <message>
        <source>Mã khôi phục 20 số</source>
        <translation>Recovery code, 20 digits</translation>
    </message>
    <message>
        <source>Mã một lần 8 số</source>
        <translation>One-time code, 8 digits</translation>
    </message>
    <message>
        <source>Mã PIN mới, 6 số</source>
        <translation>New PIN, 6 digits</translation>
    </message>
    <message>
        <source>Nhập lại mã PIN mới</source>
        <translation>New PIN once more</translation>
    </message>
    <message>
        <source>Đã dừng. Không để lại tệp nào.</source>
        <translation>Stopped. No file was left.</translation>
    </message>
    <message>
        <source>Không thấy USB nữa. Cắm lại USB rồi xuất lại.</source>
        <translation>The USB stick is gone. Plug it in and write again.</translation>
    </message>
    <message>
        <source>Đã có tệp cùng tên. Xin xuất lại.</source>
        <translation>A file of that name is there. Please write again.</translation>
    </message>
    <message>
        <source>USB đã đầy. Xóa bớt tệp hoặc dùng USB khác.</source>
        <translation>The USB stick is full. Remove files or use another one.</translation>
    </message>
    <message>
        <source>Không ghi được vào đó. USB có thể đang khóa ghi.</source>
        <translation>It cannot be written to. The USB stick may be locked.</translation>
    </message>
    <message>
        <source>Không đọc được dữ liệu. Xin thử lại.</source>
        <translation>The data cannot be read. Please try again.</translation>
    </message>
    <message>
        <source>Việc xuất tệp bị ngắt. Xin thử lại.</source>
        <translation>Writing the file was cut off. Please try again.</translation>
    </message>
    <message>
        <source>In thẻ người quen</source>
        <translation>Print a regular’s card</translation>
    </message>
    <message>
        <source>In thẻ nhân viên</source>
        <translation>Print a staff card</translation>
    </message>
    <message>
        <source>Mất thẻ: hủy thẻ</source>
        <translation>Card lost: revoke it</translation>
    </message>
    <message>
        <source>Đang in thẻ, dùng đến {day}</source>
        <translation>Printing a card, valid until {day}</translation>
    </message>
    <message>
        <source>Thẻ cũ không dùng được nữa.</source>
        <translation>The old card no longer works.</translation>
    </message>
    <message>
        <source>Thẻ không dùng được nữa</source>
        <translation>The card no longer works</translation>
    </message>
    <message>
        <source>Mấy tờ hướng dẫn?</source>
        <translation>How many posters?</translation>
    </message>
    <message>
        <source>Khổ A4, mỗi tờ một trang. Treo ở cổng, ngang tầm mắt.</source>
        <translation>A4, one page each. To hang at the gate, at eye level.</translation>
    </message>
    <message>
        <source>Đang xuất tệp</source>
        <translation>Writing the file</translation>
    </message>
    <message>
        <source>Cổng vẫn ghi nhận bình thường.</source>
        <translation>The gate goes on recording.</translation>
    </message>
    <message>
        <source>Chưa rút USB. Cổng vẫn ghi nhận bình thường.</source>
        <translation>Leave the USB stick in. The gate goes on recording.</translation>
    </message>
    <message>
        <source>Đang in danh sách sơ tán</source>
        <translation>Printing the evacuation list</translation>
    </message>
    <message>
        <source>Tháng {month}</source>
        <translation>Month {month}</translation>
    </message>
    <message>
        <source>Hôm nay, {date}</source>
        <translation>Today, {date}</translation>
    </message>
    <message>
        <source>Chưa có tệp</source>
        <translation>There is no file</translation>
    </message>
    <message>
        <source>Đã xuất xong</source>
        <translation>The file is written</translation>
    </message>
    <message>
        <source>Đã xuất xong, có thể rút USB</source>
        <translation>The file is written, the stick may be taken out</translation>
    </message>
    <message>
        <source>{lines} trong tệp {file}, ở {place}.</source>
        <translation>{lines} in the file {file}, on {place}.</translation>
    </message>
    <message>
        <source>Tất cả đã ra ngoài?</source>
        <translation>Is everybody out?</translation>
    </message>
    <message>
        <source>Đang ghi nhận ra về</source>
        <translation>Recording departures</translation>
    </message>
    <message>
        <source>Đã in danh sách sơ tán</source>
        <translation>The evacuation list is printed</translation>
    </message>
    <message>
        <source>Chưa in được: không thấy máy in</source>
        <translation>Not printed: there is no printer</translation>
    </message>
    <message>
        <source>Có thể chưa in hết, xin xem giấy</source>
        <translation>Perhaps not whole, please look at the paper</translation>
    </message>
    <message>
        <source>Chưa in được</source>
        <translation>Not printed</translation>
    </message>
    <message>
        <source>Chưa ghi nhận ra</source>
        <translation>Not seen leaving</translation>
    </message>
    <message>
        <source>Thứ Hai</source>
        <translation>Monday</translation>
    </message>
    <message>
        <source>Thứ Ba</source>
        <translation>Tuesday</translation>
    </message>
    <message>
        <source>Thứ Tư</source>
        <translation>Wednesday</translation>
    </message>
    <message>
        <source>Thứ Năm</source>
        <translation>Thursday</translation>
    </message>
    <message>
        <source>Thứ Sáu</source>
        <translation>Friday</translation>
    </message>
    <message>
        <source>Thứ Bảy</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>Chủ Nhật</source>
        <translation>Sunday</translation>
    </message>
    <message>
        <source>Tất cả</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Hôm qua</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>Chỉ hiện lượt nào?</source>
        <translation>Which entries to show?</translation>
    </message>
    <message>
        <source>Xem ngày nào?</source>
        <translation>Which day to look at?</translation>
    </message>
    <message>
        <source>Vì sao xem lại ngày {day}?</source>
        <translation>Why look at {day}?</translation>
    </message>
    <message>
        <source>Chưa rõ tên</source>
        <translation>Name unknown</translation>
    </message>
    <message>
        <source>Đang có mặt</source>
        <translation>Inside</translation>
    </message>
    <message>
        <source>Lượt hôm nay</source>
        <translation>Entries today</translation>
    </message>
    <message>
        <source>lượt/phút</source>
        <translation>a minute</translation>
    </message>
    <message>
        <source>,</source>
        <translation>.</translation>
    </message>
    <message>
        <source>Chưa đọc được danh sách. Máy đang thử lại.</source>
        <translation>The list cannot be read yet. Trying again.</translation>
    </message>
    <message>
        <source>Không có lượt nào như vậy.</source>
        <translation>No such entries.</translation>
    </message>
    <message>
        <source>Không có ai đang có mặt.</source>
        <translation>Nobody is inside.</translation>
    </message>
    <message>
        <source>Chưa có lượt nào trong ngày này.</source>
        <translation>No entries on this day.</translation>
    </message>
    <message>
        <source>Đang có mặt · từ {time}</source>
        <translation>Inside · since {time}</translation>
    </message>
    <message>
        <source>Chưa tìm được. Xin thử lại.</source>
        <translation>Cannot search now. Please try again.</translation>
    </message>
    <message>
        <source>Số điện thoại, 3–4 số cuối, tên không dấu, số thẻ</source>
        <translation>Phone, last 3–4 digits, name, card number</translation>
    </message>
    <message>
        <source>Hơn {count} người · gõ thêm</source>
        <translation>More than {count} people · type more</translation>
    </message>
    <message>
        <source>Không tìm thấy ai</source>
        <translation>Nobody found</translation>
    </message>
    <message>
        <source>Khai báo y tế</source>
        <translation>Health declaration</translation>
    </message>
    <message>
        <source>Tờ khai có hiệu lực</source>
        <translation>A declaration holds</translation>
    </message>
    <message>
        <source>Xác minh OTP</source>
        <translation>Code by SMS</translation>
    </message>
    <message>
        <source>In phiếu</source>
        <translation>Slips</translation>
    </message>
    <message>
        <source>Tên trên màn hình</source>
        <translation>Name on screen</translation>
    </message>
    <message>
        <source>Giới hạn người bên trong</source>
        <translation>How many inside</translation>
    </message>
    <message>
        <source>Giữ dữ liệu trên máy</source>
        <translation>Data kept here</translation>
    </message>
    <message>
        <source>Căn cứ xử lý dữ liệu</source>
        <translation>Legal basis</translation>
    </message>
    <message>
        <source>Mã cá nhân thay tờ khai</source>
        <translation>Personal QR is enough</translation>
    </message>
    <message>
        <source>Cổng này ghi nhận</source>
        <translation>This gate records</translation>
    </message>
    <message>
        <source>Hỏi lại khi ra về sớm</source>
        <translation>Ask on early leaving</translation>
    </message>
    <message>
        <source>Có mặt lâu nhất</source>
        <translation>Longest presence</translation>
    </message>
    <message>
        <source>Giờ đóng cửa</source>
        <translation>Closing time</translation>
    </message>
    <message>
        <source>Khi cần: chưa có mã dùng lại được</source>
        <translation>If they have no code</translation>
    </message>
    <message>
        <source>Đủ thì mời chờ, không từ chối ai</source>
        <translation>When full: wait, nobody is refused</translation>
    </message>
    <message>
        <source>Áp dụng từ lần khởi động sau</source>
        <translation>From the next start on</translation>
    </message>
    <message>
        <source>Quét lại trong thời gian này</source>
        <translation>Scanned again within it</translation>
    </message>
    <message>
        <source>Sau đó không tính là bên trong</source>
        <translation>Not counted inside after it</translation>
    </message>
    <message>
        <source>Bắt buộc</source>
        <translation>Required</translation>
    </message>
    <message>
        <source>Ưu tiên</source>
        <translation>Preferred</translation>
    </message>
    <message>
        <source>Luôn in</source>
        <translation>Always</translation>
    </message>
    <message>
        <source>Khi cần</source>
        <translation>As needed</translation>
    </message>
    <message>
        <source>Khi hỏi</source>
        <translation>On request</translation>
    </message>
    <message>
        <source>N. T. H. Nhung</source>
        <translation>N. T. H. Nhung</translation>
    </message>
    <message>
        <source>Đủ tên</source>
        <translation>Full</translation>
    </message>
    <message>
        <source>Đồng ý</source>
        <translation>Consent</translation>
    </message>
    <message>
        <source>Nhiệm vụ</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>Khẩn cấp</source>
        <translation>Emergency</translation>
    </message>
    <message>
        <source>Cả hai</source>
        <translation>Both</translation>
    </message>
    <message>
        <source>Tắt</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>Không có máy chủ: không tự xóa</source>
        <translation>No hub: nothing is removed</translation>
    </message>
    <message>
        <source>Do trung tâm đặt</source>
        <translation>Set by the hub</translation>
    </message>
    <message>
        <source>Không áp dụng ở cơ sở y tế</source>
        <translation>Not at a health facility</translation>
    </message>
    <message>
        <source>Hết ngày</source>
        <translation>That day</translation>
    </message>
    <message>
        <source>Không hỏi</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>Không giới hạn</source>
        <translation>No limit</translation>
    </message>
    <message>
        <source>Được</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>Không được</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Không đóng</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>Đang lưu…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>Đã lưu. Áp dụng từ lượt quét sau.</source>
        <translation>Saved. It holds from the next scan on.</translation>
    </message>
    <message>
        <source>Đổi lần cuối: {date}, {name}</source>
        <translation>Last changed: {date}, {name}</translation>
    </message>
    <message>
        <source>Chưa khai hôm nay</source>
        <translation>Not declared today</translation>
    </message>
    <message>
        <source>Tờ khai còn hiệu lực đến {until}</source>
        <translation>Declaration valid until {until}</translation>
    </message>
    <message>
        <source>{unit} (cũ)</source>
        <translation>{unit} (former)</translation>
    </message>
    <message>
        <source>Chưa đặt tên</source>
        <translation>No name yet</translation>
    </message>
    <message>
        <source>Không có điện thoại</source>
        <translation>No phone</translation>
    </message>
    <message>
        <source>Mời sang bàn hỗ trợ · Số {number}</source>
        <translation>To the help desk · No. {number}</translation>
    </message>
    <message>
        <source>{name} chưa được ghi nhận đến: xem mục Cần hỗ trợ.</source>
        <translation>{name} is not checked in yet: see Need help.</translation>
    </message>
    <message>
        <source>{name} đã có mặt bên trong.</source>
        <translation>{name} is inside already.</translation>
    </message>
    <message>
        <source>{name} đã ghi nhận đến lúc {clock}</source>
        <translation>{name} was checked in at {clock}</translation>
    </message>
    <message>
        <source>{name} · ĐẾN {clock}</source>
        <translation>{name} · IN {clock}</translation>
    </message>
    <message>
        <source>Đang in phiếu QR</source>
        <translation>Printing the QR slip</translation>
    </message>
    <message>
        <source>Đã gửi tờ khai</source>
        <translation>Declaration sent</translation>
    </message>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Năm sinh</source>
        <translation>Year of birth</translation>
    </message>
    <message>
        <source>Nơi ở</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Người đại diện của {name} đã nghe đọc lại và đồng ý</source>
        <translation>The representative of {name} has heard it read back and agrees</translation>
    </message>
    <message>
        <source>Bà {name} đã nghe đọc lại và đồng ý</source>
        <translation>Ms {name} has heard it read back and agrees</translation>
    </message>
    <message>
        <source>Ông {name} đã nghe đọc lại và đồng ý</source>
        <translation>Mr {name} has heard it read back and agrees</translation>
    </message>
    <message>
        <source>{name} đã nghe đọc lại và đồng ý</source>
        <translation>{name} has heard it read back and agrees</translation>
    </message>
    <message>
        <source>Số này của ai?</source>
        <translation>Whose number is it?</translation>
    </message>
    <message>
        <source>Tờ khai dở</source>
        <translation>Unfinished forms</translation>
    </message>
    <message>
        <source>Chỉ nhân viên thấy. Chọn tờ khai để khai tiếp.</source>
        <translation>Seen by staff alone. Choose a form to go on with.</translation>
    </message>
    <message>
        <source>Giữ lại tờ khai này?</source>
        <translation>Keep this form?</translation>
    </message>
    <message>
        <source>Giữ lại thì nhân viên khai tiếp được sau.</source>
        <translation>Kept, staff can go on with it later.</translation>
    </message>
    <message>
        <source>Giữ lại</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Dừng và xóa</source>
        <translation>Stop and erase</translation>
    </message>
    <message>
        <source>Có thể trùng với</source>
        <translation>May be the same as</translation>
    </message>
    <message>
        <source>Hỏi lại người khai trước khi tạo hồ sơ mới.</source>
        <translation>Ask before a new record is made.</translation>
    </message>
    <message>
        <source>Là người khác</source>
        <translation>Somebody else</translation>
    </message>
    <message>
        <source>Ai khai cho trẻ?</source>
        <translation>Who declares for the child?</translation>
    </message>
    <message>
        <source>Đồng ý gửi thông tin này?</source>
        <translation>Agree to send this?</translation>
    </message>
    <message>
        <source>Đã ghi nhận khai báo</source>
        <translation>The declaration is recorded</translation>
    </message>
    <message>
        <source>Câu {number}/{total}</source>
        <translation>Question {number}/{total}</translation>
    </message>
    <message>
        <source>Xin xem lại trước khi gửi</source>
        <translation>Please check before sending</translation>
    </message>
    <message>
        <source>Như ghi trên giấy tờ.</source>
        <translation>As it stands in your papers.</translation>
    </message>
    <message>
        <source>Bốn số, thí dụ 1956.</source>
        <translation>Four digits, such as 1956.</translation>
    </message>
    <message>
        <source>Giới tính</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Để nhân viên gọi khi cần.</source>
        <translation>So that staff can call if needed.</translation>
    </message>
    <message>
        <source>Chưa đúng số. Xin xem lại.</source>
        <translation>Not a whole number yet. Please check.</translation>
    </message>
    <message>
        <source>Số điện thoại liên hệ</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>Số điện thoại</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>Mã 6 số</source>
        <translation>Code of 6 digits</translation>
    </message>
    <message>
        <source>Không nhận được mã</source>
        <translation>No code came</translation>
    </message>
    <message>
        <source>{unit} cũ nay thuộc nhiều nơi.</source>
        <translation>The former {unit} now belongs to several places.</translation>
    </message>
    <message>
        <source>Nay thuộc xã, phường nào?</source>
        <translation>Which commune or ward is it now?</translation>
    </message>
    <message>
        <source>Chưa thấy nơi nào tên như vậy.</source>
        <translation>No place of this name was found.</translation>
    </message>
    <message>
        <source>Đang ở xã, phường nào?</source>
        <translation>Which commune or ward do you live in?</translation>
    </message>
    <message>
        <source>Tên xã, phường, tên cũ cũng được</source>
        <translation>Name of commune or ward, old or new</translation>
    </message>
    <message>
        <source>nay là {unit}</source>
        <translation>now {unit}</translation>
    </message>
    <message>
        <source>Nơi khác, hoặc điều khác</source>
        <translation>Another place, or something else</translation>
    </message>
    <message>
        <source>Chưa đúng. Xin xem lại.</source>
        <translation>Not right yet. Please check.</translation>
    </message>
    <message>
        <source>Xin chạm vào ô đồng ý để gửi</source>
        <translation>Please touch the box above to send</translation>
    </message>
    <message>
        <source>Xin chọn người khai</source>
        <translation>Please choose who declares</translation>
    </message>
    <message>
        <source>Đã quét, chờ khai báo</source>
        <translation>Scanned, waits to declare</translation>
    </message>
    <message>
        <source>Sắp hết giấy</source>
        <translation>Paper is low</translation>
    </message>
    <message>
        <source>{fault}, đang in bằng máy thứ hai</source>
        <translation>{fault}, the second printer prints</translation>
    </message>
    <message>
        <source>Còn khoảng</source>
        <translation>About</translation>
    </message>
    <message>
        <source>phiếu</source>
        <translation>slips left</translation>
    </message>
    <message>
        <source>Chỉ quản trị làm được việc này.</source>
        <translation>Only an administrator may do this.</translation>
    </message>
    <message>
        <source>Tài khoản cần có tên.</source>
        <translation>An account needs a name.</translation>
    </message>
    <message>
        <source>Tên này dài quá.</source>
        <translation>This name is too long.</translation>
    </message>
    <message>
        <source>Đã có tài khoản mang tên này. Xin ghi tên khác.</source>
        <translation>An account has this name already. Please type another one.</translation>
    </message>
    <message>
        <source>Đây là quản trị cuối cùng: không ngừng dùng được.</source>
        <translation>This is the last administrator and stays in use.</translation>
    </message>
    <message>
        <source>Đã thêm tài khoản {name}.</source>
        <translation>Account added: {name}.</translation>
    </message>
    <message>
        <source>{name} đã có mã PIN mới.</source>
        <translation>{name} has a new PIN.</translation>
    </message>
    <message>
        <source>Đã mở khóa tài khoản {name}.</source>
        <translation>Unlocked: {name}.</translation>
    </message>
    <message>
        <source>{name} không đăng nhập được nữa.</source>
        <translation>{name} can no longer sign in.</translation>
    </message>
    <message>
        <source>{name} lại đăng nhập được.</source>
        <translation>{name} can sign in again.</translation>
    </message>
    <message>
        <source>Mở khóa</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Ngừng dùng</source>
        <translation>Take out of use</translation>
    </message>
    <message>
        <source>Đã ngừng dùng</source>
        <translation>Out of use</translation>
    </message>
    <message>
        <source>Dùng lại</source>
        <translation>Use again</translation>
    </message>
    <message>
        <source>Đang khóa</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>Đang đăng nhập</source>
        <translation>Signed in now</translation>
    </message>
    <message>
        <source>Ngừng dùng tài khoản {name}?</source>
        <translation>Take {name} out of use?</translation>
    </message>
    <message>
        <source>Người này không đăng nhập được nữa. Nhật ký vẫn giữ tên.</source>
        <translation>This person can no longer sign in. The log keeps the name.</translation>
    </message>
    <message>
        <source>Đặt mã PIN mới</source>
        <translation>Set a new PIN</translation>
    </message>
    <message>
        <source>Xem nhật ký</source>
        <translation>See the log</translation>
    </message>
    <message>
        <source>Mã PIN của {name}</source>
        <translation>PIN of {name}</translation>
    </message>
    <message>
        <source>Chưa có việc nào được ghi.</source>
        <translation>Nothing has been noted yet.</translation>
    </message>
    <message>
        <source>(không ai đăng nhập)</source>
        <translation>(nobody signed in)</translation>
    </message>
    <message>
        <source>Đăng nhập</source>
        <translation>Signed in</translation>
    </message>
    <message>
        <source>Mở khóa bàn</source>
        <translation>Unlocked the desk</translation>
    </message>
    <message>
        <source>Sai mã PIN hoặc mã khôi phục</source>
        <translation>Wrong PIN or recovery code</translation>
    </message>
    <message>
        <source>Khóa bàn</source>
        <translation>Locked the desk</translation>
    </message>
    <message>
        <source>Hết ca</source>
        <translation>Signed out</translation>
    </message>
    <message>
        <source>Thêm tài khoản</source>
        <translation>Added an account</translation>
    </message>
    <message>
        <source>Ngừng dùng tài khoản</source>
        <translation>Took an account out of use</translation>
    </message>
    <message>
        <source>Dùng lại tài khoản</source>
        <translation>Put an account back into use</translation>
    </message>
    <message>
        <source>Mở khóa tài khoản</source>
        <translation>Unlocked an account</translation>
    </message>
    <message>
        <source>Dùng mã khôi phục</source>
        <translation>Used the recovery code</translation>
    </message>
    <message>
        <source>Lập mã khôi phục</source>
        <translation>Made a recovery code</translation>
    </message>
    <message>
        <source>Ghi nhận đến</source>
        <translation>Checked somebody in</translation>
    </message>
    <message>
        <source>Ghi nhận đi</source>
        <translation>Checked somebody out</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Sửa lượt ghi nhận</source>
        <translation>Corrected an entry</translation>
    </message>
    <message>
        <source>Nhập bù từ sổ giấy</source>
        <translation>Entered a row from paper</translation>
    </message>
    <message>
        <source>In lại phiếu</source>
        <translation>Printed a slip again</translation>
    </message>
    <message>
        <source>Xác minh lượt đến</source>
        <translation>Verified an arrival</translation>
    </message>
    <message>
        <source>Khai hộ</source>
        <translation>Declared for somebody</translation>
    </message>
    <message>
        <source>Gắn số điện thoại</source>
        <translation>Added a phone number</translation>
    </message>
    <message>
        <source>Bỏ số điện thoại</source>
        <translation>Removed a phone number</translation>
    </message>
    <message>
        <source>Gộp hồ sơ</source>
        <translation>Linked two persons</translation>
    </message>
    <message>
        <source>Tách hồ sơ</source>
        <translation>Separated two people</translation>
    </message>
    <message>
        <source>Chọn loại khách</source>
        <translation>Set the kind of visitor</translation>
    </message>
    <message>
        <source>Cho xuất viện</source>
        <translation>Discharged somebody</translation>
    </message>
    <message>
        <source>Nhận ca hỗ trợ</source>
        <translation>Took a case</translation>
    </message>
    <message>
        <source>Kết thúc ca hỗ trợ</source>
        <translation>Closed a case</translation>
    </message>
    <message>
        <source>Mở lại ca hỗ trợ</source>
        <translation>Opened a case again</translation>
    </message>
    <message>
        <source>Ghi nhận cấp cứu</source>
        <translation>Recorded an emergency</translation>
    </message>
    <message>
        <source>Mô tả ca cấp cứu</source>
        <translation>Described an emergency</translation>
    </message>
    <message>
        <source>Bổ sung ca cấp cứu</source>
        <translation>Completed an emergency</translation>
    </message>
    <message>
        <source>Ca cấp cứu không rõ danh tính</source>
        <translation>Closed an emergency as unidentified</translation>
    </message>
    <message>
        <source>Tìm người</source>
        <translation>Searched for somebody</translation>
    </message>
    <message>
        <source>Mở hồ sơ</source>
        <translation>Opened a person</translation>
    </message>
    <message>
        <source>Hiện số</source>
        <translation>Had numbers shown</translation>
    </message>
    <message>
        <source>Xem ngày khác</source>
        <translation>Opened another day</translation>
    </message>
    <message>
        <source>Nhận yêu cầu về dữ liệu</source>
        <translation>Took a request about data</translation>
    </message>
    <message>
        <source>Đổi quy định</source>
        <translation>Changed rules</translation>
    </message>
    <message>
        <source>Xuất tệp</source>
        <translation>Exported a file</translation>
    </message>
    <message>
        <source>In danh sách sơ tán</source>
        <translation>Printed who is inside</translation>
    </message>
    <message>
        <source>In giấy bàn giao ca</source>
        <translation>Printed the handover</translation>
    </message>
    <message>
        <source>lâu không ai chạm</source>
        <translation>untouched for too long</translation>
    </message>
    <message>
        <source>tài khoản tạm khóa</source>
        <translation>the account is locked for a while</translation>
    </message>
    <message>
        <source>mọi tài khoản tạm khóa</source>
        <translation>all accounts are locked for a while</translation>
    </message>
    <message>
        <source>tài khoản đã bị khóa</source>
        <translation>the account is barred</translation>
    </message>
    <message>
        <source>mã người quản trị đầu tiên</source>
        <translation>the first administrator's code</translation>
    </message>
    <message>
        <source>mã khôi phục</source>
        <translation>the recovery code</translation>
    </message>
    <message>
        <source>nhân viên</source>
        <translation>staff</translation>
    </message>
    <message>
        <source>quản trị</source>
        <translation>administrator</translation>
    </message>
    <message>
        <source>xem dữ liệu</source>
        <translation>see the data</translation>
    </message>
    <message>
        <source>sửa dữ liệu</source>
        <translation>correct the data</translation>
    </message>
    <message>
        <source>xóa dữ liệu</source>
        <translation>erase the data</translation>
    </message>
    <message>
        <source>rút đồng ý</source>
        <translation>withdraw consent</translation>
    </message>
    <message>
        <source>khách</source>
        <translation>visitor</translation>
    </message>
    <message>
        <source>giao hàng, dịch vụ</source>
        <translation>delivery, service</translation>
    </message>
    <message>
        <source>bệnh nhân nội trú</source>
        <translation>inpatient</translation>
    </message>
    <message>
        <source>người chăm bệnh</source>
        <translation>carer</translation>
    </message>
    <message>
        <source>thẻ nhân viên</source>
        <translation>staff card</translation>
    </message>
    <message>
        <source>thẻ người quen</source>
        <translation>regular&apos;s card</translation>
    </message>
    <message>
        <source>đã xem giấy tờ</source>
        <translation>saw their ID</translation>
    </message>
    <message>
        <source>chính người đó xác nhận</source>
        <translation>the person says so</translation>
    </message>
    <message>
        <source>nhập trùng hai lần</source>
        <translation>entered twice</translation>
    </message>
    <message>
        <source>truy vết tiếp xúc</source>
        <translation>contact tracing</translation>
    </message>
    <message>
        <source>người này hỏi</source>
        <translation>the person asks</translation>
    </message>
    <message>
        <source>sửa lượt ghi nhầm</source>
        <translation>correcting an entry</translation>
    </message>
    <message>
        <source>làm báo cáo</source>
        <translation>reporting</translation>
    </message>
    <message>
        <source>nhầm chiều</source>
        <translation>wrong direction</translation>
    </message>
    <message>
        <source>nhầm người</source>
        <translation>wrong person</translation>
    </message>
    <message>
        <source>không đi qua cổng</source>
        <translation>did not pass the gate</translation>
    </message>
    <message>
        <source>chỉ quét thử</source>
        <translation>only a test scan</translation>
    </message>
    <message>
        <source>cho vào</source>
        <translation>let in</translation>
    </message>
    <message>
        <source>vào lối riêng</source>
        <translation>separate way in</translation>
    </message>
    <message>
        <source>chưa cho vào</source>
        <translation>not let in</translation>
    </message>
    <message>
        <source>đã về</source>
        <translation>went home</translation>
    </message>
    <message>
        <source>đã khai</source>
        <translation>declared</translation>
    </message>
    <message>
        <source>danh sách họ tên</source>
        <translation>list of names</translation>
    </message>
    <message>
        <source>số liệu tổng hợp</source>
        <translation>totals only</translation>
    </message>
    <message>
        <source>nhật ký</source>
        <translation>log</translation>
    </message>
    <message>
        <source>Thay phiếu bị mất</source>
        <translation>Replaced a lost slip</translation>
    </message>
    <message>
        <source>Cấp thẻ</source>
        <translation>Issued a card</translation>
    </message>
    <message>
        <source>Hủy thẻ</source>
        <translation>Revoked a card</translation>
    </message>
    <message>
        <source>Đổi đăng ký điểm kiểm dịch</source>
        <translation>Changed the venue's registration</translation>
    </message>
    <message>
        <source>Thay cuộn giấy</source>
        <translation>Changed the roll</translation>
    </message>
    <message>
        <source>Đổi thiết lập máy in</source>
        <translation>Changed the printer's settings</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>Cổng nối tiếp</source>
        <translation>Serial port</translation>
    </message>
    <message>
        <source>Cổng máy in của hệ thống</source>
        <translation>The system's printer port</translation>
    </message>
    <message>
        <source>Máy in giả để thử</source>
        <translation>Simulated printer</translation>
    </message>
    <message>
        <source>Máy sẽ đổi cách in ảnh rồi thử lại</source>
        <translation>The kiosk sends pictures in another way and tries again</translation>
    </message>
    <message>
        <source>Máy sẽ đổi tốc độ cổng rồi thử lại</source>
        <translation>The kiosk changes the port's speed and tries again</translation>
    </message>
    <message>
        <source>Máy sẽ đổi khổ giấy 58 mm rồi thử lại</source>
        <translation>The kiosk changes to 58 mm paper and tries again</translation>
    </message>
    <message>
        <source>Máy sẽ nhắc cách đặt lại cuộn giấy</source>
        <translation>The kiosk shows how to put the roll in</translation>
    </message>
    <message>
        <source>Máy in phiếu 80 mm</source>
        <translation>Slip printer, 80 mm</translation>
    </message>
    <message>
        <source>Máy in phiếu 58 mm</source>
        <translation>Slip printer, 58 mm</translation>
    </message>
    <message>
        <source>không dao cắt</source>
        <translation>no cutter</translation>
    </message>
    <message>
        <source>có dao cắt</source>
        <translation>with cutter</translation>
    </message>
    <message>
        <source>Đang tìm máy in…</source>
        <translation>Looking for printers…</translation>
    </message>
    <message>
        <source>Không thấy máy in nào</source>
        <translation>No printer found</translation>
    </message>
    <message>
        <source>Giấy: chưa biết còn bao nhiêu</source>
        <translation>Paper: not known how much is left</translation>
    </message>
    <message>
        <source>Đang in thử…</source>
        <translation>Printing the test page…</translation>
    </message>
    <message>
        <source>Cắm máy in, bật nguồn, chạm Tìm lại rồi chọn máy in ở danh sách.</source>
        <translation>Plug the printer in, switch it on, touch Look again, then choose it in the list.</translation>
    </message>
    <message>
        <source>Chưa chọn máy in</source>
        <translation>No printer chosen yet</translation>
    </message>
    <message>
        <source>Bản in đúng trông như hình bên: chữ đủ dấu, mã QR trọn trong giấy, nét đen đều.</source>
        <translation>A good print looks like the picture: letters with all accents, the whole QR code, even black.</translation>
    </message>
    <message>
        <source>Phiếu in ra có đúng không?</source>
        <translation>Did the page come out right?</translation>
    </message>
    <message>
        <source>Chọn khổ giấy và dao cắt của máy in rồi in thử.</source>
        <translation>Choose the paper's width and whether the printer cuts, then print a test page.</translation>
    </message>
    <message>
        <source>máy thứ nhất</source>
        <translation>first printer</translation>
    </message>
    <message>
        <source>máy thứ hai</source>
        <translation>second printer</translation>
    </message>
    <message>
        <source>Máy thứ hai in thay khi máy thứ nhất chưa in được gì.</source>
        <translation>The second printer prints what the first could not begin.</translation>
    </message>
    <message>
        <source>Chưa có máy in thứ hai</source>
        <translation>No second printer yet</translation>
    </message>
    <message>
        <source>Phiếu của máy thứ hai có đúng không?</source>
        <translation>Is the second printer's page right?</translation>
    </message>
    <message>
        <source>In thử máy in thứ hai</source>
        <translation>Test the second printer</translation>
    </message>
    <message>
        <source>In thử để kiểm tra máy in</source>
        <translation>Print a test page</translation>
    </message>
    <message>
        <source>Giấy 58 mm in mã QR nhỏ: nếu có thì nên dùng máy 80 mm.</source>
        <translation>On 58 mm paper the QR code is small: use an 80 mm printer if there is one.</translation>
    </message>
    <message>
        <source>Máy in đã sẵn sàng</source>
        <translation>The printer is ready</translation>
    </message>
    <message>
        <source>58 mm là khổ nhỏ nhất. Mở nắp, đặt cuộn giấy vào giữa khe rồi in thử lại.</source>
        <translation>58 mm is the smallest. Open the cover, put the roll in the middle of its bay, print again.</translation>
    </message>
    <message>
        <source>Đặt lại cuộn giấy</source>
        <translation>Put the roll in again</translation>
    </message>
    <message>
        <source>Giấy in nhiệt chỉ hiện chữ ở một mặt: mở nắp, lật cuộn giấy lại. Kiểm tra nguồn điện và dây rồi in thử lại.</source>
        <translation>Thermal paper shows print on one side only: open the cover and turn the roll over. Check power and cable, then print again.</translation>
    </message>
    <message>
        <source>Xem mặt giấy và dây của máy in</source>
        <translation>Look at the paper's side and the cable</translation>
    </message>
    <message>
        <source>Đã thay cuộn</source>
        <translation>New roll is in</translation>
    </message>
    <message>
        <source>Giờ đúng rồi</source>
        <translation>The clock is right</translation>
    </message>
    <message>
        <source>Đang in bàn giao ca</source>
        <translation>Printing the handover</translation>
    </message>
    <message>
        <source>Đã in bàn giao ca</source>
        <translation>The handover is printed</translation>
    </message>
    <message>
        <source>Tên điểm</source>
        <translation>Name of the venue</translation>
    </message>
    <message>
        <source>Số nhà, đường</source>
        <translation>House number, street</translation>
    </message>
    <message>
        <source>Xã, phường</source>
        <translation>Commune, ward</translation>
    </message>
    <message>
        <source>Cổng</source>
        <translation>Entrances</translation>
    </message>
    <message>
        <source>Giờ mở cửa</source>
        <translation>Opening time</translation>
    </message>
    <message>
        <source>Đường dây nóng</source>
        <translation>Hotline</translation>
    </message>
    <message>
        <source>Gọi kỹ thuật</source>
        <translation>Technical support</translation>
    </message>
    <message>
        <source>Địa chỉ trong mã QR</source>
        <translation>Address in the QR code</translation>
    </message>
    <message>
        <source>Dòng riêng trên phiếu</source>
        <translation>Own line on slips</translation>
    </message>
    <message>
        <source>Tên cổng mới</source>
        <translation>Name of a new entrance</translation>
    </message>
    <message>
        <source>Đường dây nóng để làm gì</source>
        <translation>What the hotline is for</translation>
    </message>
    <message>
        <source>Số gọi từ di động</source>
        <translation>Number from a mobile</translation>
    </message>
    <message>
        <source>Số gọi từ máy bàn</source>
        <translation>Number from a landline</translation>
    </message>
    <message>
        <source>Cơ sở y tế</source>
        <translation>Health facility</translation>
    </message>
    <message>
        <source>Trường học</source>
        <translation>School</translation>
    </message>
    <message>
        <source>Cơ quan</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>Chợ, siêu thị</source>
        <translation>Market, shop</translation>
    </message>
    <message>
        <source>Bến xe</source>
        <translation>Station</translation>
    </message>
    <message>
        <source>Chỉ quản trị đổi được logo.</source>
        <translation>Only an administrator changes the logo.</translation>
    </message>
    <message>
        <source>Chưa cắm USB.</source>
        <translation>No USB stick is plugged in.</translation>
    </message>
    <message>
        <source>USB không có tệp logo.png.</source>
        <translation>The stick has no file logo.png.</translation>
    </message>
    <message>
        <source>Tệp logo không đọc được như ảnh.</source>
        <translation>The logo cannot be read as a picture.</translation>
    </message>
    <message>
        <source>Chưa lưu được logo.</source>
        <translation>The logo could not be saved.</translation>
    </message>
    <message>
        <source>Chưa gửi lên trung tâm: máy tự gửi khi có mạng.</source>
        <translation>Not sent to the hub yet: that happens once there is a network.</translation>
    </message>
    <message>
        <source>Trung tâm đã nhận thông tin này.</source>
        <translation>The hub has received this.</translation>
    </message>
    <message>
        <source>{number} (di động)</source>
        <translation>{number} (mobile)</translation>
    </message>
    <message>
        <source>Bốn chữ số, ví dụ 0600</source>
        <translation>Four digits, such as 0600</translation>
    </message>
    <message>
        <source>Phiếu chỉ có chữ cái đầu của tên và ba số cuối.</source>
        <translation>Slips carry only initials and the last three digits.</translation>
    </message>
    <message>
        <source>Ai nhặt được phiếu cũng đọc được đủ họ tên.</source>
        <translation>Anyone who finds a slip can read the full name.</translation>
    </message>
    <message>
        <source>Chưa có logo. Chép tệp logo.png vào USB rồi cắm.</source>
        <translation>No logo yet. Copy logo.png to a stick and plug it in.</translation>
    </message>
    <message>
        <source>Địa chỉ trong mã QR phải bắt đầu bằng https://</source>
        <translation>The address in the QR code must begin with https://</translation>
    </message>
    <message>
        <source>Còn thiếu: {what}</source>
        <translation>Missing: {what}</translation>
    </message>
    <message>
        <source>Phiếu có logo.</source>
        <translation>Slips have a logo.</translation>
    </message>
    <message>
        <source>In thẻ mới</source>
        <translation>Print a new card</translation>
    </message>
    <message>
        <source>In thẻ mở khóa bàn</source>
        <translation>Print a card that unlocks the desk</translation>
    </message>
    <message>
        <source>Đây không phải thẻ nhân viên.</source>
        <translation>This is not a staff card.</translation>
    </message>
    <message>
        <source>Thẻ này không mở khóa được bàn ở máy này.</source>
        <translation>This card does not unlock the desk here.</translation>
    </message>
    <message>
        <source>Thẻ này đã hủy. Xin nhập mã PIN.</source>
        <translation>This card is revoked. Please enter the PIN.</translation>
    </message>
    <message>
        <source>Thẻ này hết hạn. Xin nhập mã PIN.</source>
        <translation>This card has expired. Please enter the PIN.</translation>
    </message>
    <message>
        <source>Tài khoản của thẻ này đã ngừng dùng.</source>
        <translation>The account of this card is out of use.</translation>
    </message>
    <message>
        <source>Tài khoản đang khóa: thẻ cũng chưa dùng được.</source>
        <translation>The account is locked: the card does not work yet either.</translation>
    </message>
    <message>
        <source>Thẻ này của người khác. Xin nhập mã PIN.</source>
        <translation>This card is somebody else’s. Please enter the PIN.</translation>
    </message>
    <message>
        <source>Vào ca cần mã PIN. Thẻ chỉ mở khóa ca đang khóa.</source>
        <translation>A shift begins with the PIN. The card only unlocks a locked shift.</translation>
    </message>
    <message>
        <source>Mã PIN của {name}, hoặc giơ thẻ nhân viên</source>
        <translation>PIN of {name}, or hold up the staff card</translation>
    </message>
    <message>
        <source>Thẻ không mở khóa được bàn</source>
        <translation>A card that does not unlock the desk</translation>
    </message>
    <message>
        <source>Cấp thẻ mở khóa bàn</source>
        <translation>Issued a card that unlocks the desk</translation>
    </message>
    <message>
        <source>Hủy thẻ mở khóa bàn</source>
        <translation>Revoked a card that unlocks the desk</translation>
    </message>
    <message>
        <source>bằng thẻ nhân viên</source>
        <translation>by staff card</translation>
    </message>
    <message>
        <source>không phải thẻ nhân viên</source>
        <translation>no staff card</translation>
    </message>
    <message>
        <source>thẻ không thuộc tài khoản nào ở máy này</source>
        <translation>no account here has this card</translation>
    </message>
    <message>
        <source>thẻ đã hủy</source>
        <translation>card revoked</translation>
    </message>
    <message>
        <source>thẻ hết hạn</source>
        <translation>card expired</translation>
    </message>
    <message>
        <source>tài khoản ngừng dùng</source>
        <translation>account out of use</translation>
    </message>
    <message>
        <source>tài khoản đang khóa</source>
        <translation>account locked</translation>
    </message>
    <message>
        <source>thẻ của người khác</source>
        <translation>somebody else’s card</translation>
    </message>
    <message>
        <source>đầu ca cần mã PIN</source>
        <translation>a shift begins with the PIN</translation>
    </message>
    <message>
        <source>thẻ dùng đến {day}</source>
        <translation>card valid until {day}</translation>
    </message>
    <message>
        <source>Không có ai nội trú.</source>
        <translation>Nobody stays overnight.</translation>
    </message>
    <message>
        <source>Hôm nay đã rà soát.</source>
        <translation>Looked through today.</translation>
    </message>
    <message>
        <source>Hôm nay chưa rà soát.</source>
        <translation>Not looked through yet today.</translation>
    </message>
    <message>
        <source>Rà soát nội trú ({count})</source>
        <translation>Inpatients ({count})</translation>
    </message>
    <message>
        <source>Rà soát người nội trú</source>
        <translation>Went through who stays until discharged</translation>
    </message>
    <message>
        <source>từ {time} hôm nay</source>
        <translation>since {time} today</translation>
    </message>
    <message>
        <source>từ {time}, ngày {day}</source>
        <translation>since {time} on {day}</translation>
    </message>
    <message>
        <source>Các yêu cầu đang chờ</source>
        <translation>Requests that wait</translation>
    </message>
    <message>
        <source>Đã thực hiện yêu cầu</source>
        <translation>Request carried out</translation>
    </message>
    <message>
        <source>Đã từ chối yêu cầu</source>
        <translation>Request refused</translation>
    </message>
    <message>
        <source>Thực hiện yêu cầu về dữ liệu</source>
        <translation>Carried out a request about data</translation>
    </message>
    <message>
        <source>Từ chối yêu cầu về dữ liệu</source>
        <translation>Refused a request about data</translation>
    </message>
    <message>
        <source>Ghi bản sao dữ liệu của người này thành tệp PDF để giao.</source>
        <translation>Writes a copy of this person&apos;s data as a PDF to hand out.</translation>
    </message>
    <message>
        <source>Xóa tên, số và lời khai khỏi máy này. Không lấy lại được.</source>
        <translation>Erases name, numbers and answers from this machine. This cannot be taken back.</translation>
    </message>
    <message>
        <source>Các tờ khai của người này hết hiệu lực.</source>
        <translation>This person&apos;s declarations hold no longer.</translation>
    </message>
    <message>
        <source>Không có yêu cầu nào đang chờ.</source>
        <translation>No request waits.</translation>
    </message>
    <message>
        <source>Chạm một yêu cầu để trả lời.</source>
        <translation>Touch a request to answer it.</translation>
    </message>
    <message>
        <source>Quá hạn</source>
        <translation>Overdue</translation>
    </message>
    <message>
        <source>Hạn hôm nay</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>Đã xem giấy tờ nào?</source>
        <translation>Which paper did you see?</translation>
    </message>
    <message>
        <source>Lý do được lưu cùng tên người từ chối.</source>
        <translation>The reason is kept with the name of whoever refuses.</translation>
    </message>
    <message>
        <source>Vì sao từ chối?</source>
        <translation>Why is it refused?</translation>
    </message>
    <message>
        <source>Đang thực hiện…</source>
        <translation>Being carried out…</translation>
    </message>
    <message>
        <source>{name} đã nhận yêu cầu.</source>
        <translation>{name} took the request.</translation>
    </message>
    <message>
        <source>Gồm cả hồ sơ {who}.</source>
        <translation>Includes {who}.</translation>
    </message>
    <message>
        <source>Không gồm hồ sơ gộp sau khi yêu cầu: {who}.</source>
        <translation>Leaves out, linked since: {who}.</translation>
    </message>
    <message>
        <source>Không gồm hồ sơ đã tách: {who}.</source>
        <translation>Leaves out, separated since: {who}.</translation>
    </message>
    <message>
        <source>Quản trị viên thực hiện.</source>
        <translation>An administrator carries it out.</translation>
    </message>
    <message>
        <source>Chưa ghi được tệp. Xem lại USB rồi làm lại.</source>
        <translation>The file is not written. Check the USB stick, then try again.</translation>
    </message>
    <message>
        <source>Thực hiện</source>
        <translation>Carry out</translation>
    </message>
    <message>
        <source>Từ chối</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>Ghi bản sao vào đâu?</source>
        <translation>Where does the copy go?</translation>
    </message>
    <message>
        <source>Chưa thấy USB. Bản sao chỉ ghi vào USB. Cắm USB, rồi chạm Tìm lại.</source>
        <translation>No USB stick is there. The copy goes to a stick alone. Plug one in, then touch Look again.</translation>
    </message>
    <message>
        <source>Tìm lại</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>Giao tệp cho người này, rồi xóa khỏi USB.</source>
        <translation>Hand the file to this person, then delete it from the stick.</translation>
    </message>
    <message>
        <source>Sửa họ tên, số điện thoại, hoặc nói mục nào đã sửa.</source>
        <translation>Correct name and phone, or say what was corrected.</translation>
    </message>
    <message>
        <source>Sửa họ tên, số điện thoại</source>
        <translation>Correct name and phone</translation>
    </message>
    <message>
        <source>Sửa mục nào?</source>
        <translation>Correct what?</translation>
    </message>
    <message>
        <source>Hoặc mục đã sửa xong:</source>
        <translation>Or what was corrected already:</translation>
    </message>
    <message>
        <source>giấy tờ có ảnh</source>
        <translation>paper with a photo</translation>
    </message>
    <message>
        <source>thẻ BHYT</source>
        <translation>health insurance card</translation>
    </message>
    <message>
        <source>giấy tờ người giám hộ</source>
        <translation>guardian’s papers</translation>
    </message>
    <message>
        <source>không chứng minh được là ai</source>
        <translation>not proven</translation>
    </message>
    <message>
        <source>người này rút yêu cầu</source>
        <translation>taken back by the person</translation>
    </message>
    <message>
        <source>luật buộc phải lưu giữ</source>
        <translation>must be kept by law</translation>
    </message>
    <message>
        <source>không có dữ liệu này</source>
        <translation>not held</translation>
    </message>
    <message>
        <source>họ tên, số điện thoại</source>
        <translation>name, phone number</translation>
    </message>
    <message>
        <source>ngày sinh</source>
        <translation>date of birth</translation>
    </message>
    <message>
        <source>giới tính</source>
        <translation>sex</translation>
    </message>
    <message>
        <source>địa chỉ</source>
        <translation>address</translation>
    </message>
    <message>
        <source>số giấy tờ</source>
        <translation>document number</translation>
    </message>
    <message>
        <source>lượt đến, đi</source>
        <translation>arrival or departure</translation>
    </message>
</context>
<context>
    <name>SentencesPage</name>
    <message>
        <source>Chạm một câu, rồi cho người đối&#xa0;diện xem</source>
        <translation>Touch a sentence and show the person opposite</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Gọi nhân viên</source>
        <translation>Call staff</translation>
    </message>
</context>
<context>
    <name>StaffCard</name>
    <message>
        <source>Dành cho nhân viên</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>Thử lại ngay</source>
        <translation>Try again now</translation>
    </message>
    <message>
        <source>Chụp gửi kỹ thuật</source>
        <translation>Photo for the technician</translation>
    </message>
    <message>
        <source>Ngày giờ này đúng</source>
        <translation>This date and time are right</translation>
    </message>
</context>
<context>
    <name>StaysPage</name>
    <message>
        <source>Rà soát nội trú</source>
        <translation>Inpatients</translation>
    </message>
    <message>
        <source>Ai đã về: chạm tên, rồi cho xuất viện. Máy không tự ghi người nội trú ra về.</source>
        <translation>Whoever has gone home: touch the name, then discharge. Inpatients are never recorded as leaving by themselves.</translation>
    </message>
    <message>
        <source>Đã rà soát</source>
        <translation>Looked through</translation>
    </message>
</context>
<context>
    <name>WrongCodePage</name>
    <message>
        <source>Không có mã hoặc thẻ</source>
        <translation>No code or card</translation>
    </message>
    <message>
        <source>Đưa mã khác</source>
        <translation>Show another code</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message numerus="yes">
        <source>Gửi mã khác sau %n giây</source>
        <translation>
            <numerusform>Another code in %n second</numerusform>
            <numerusform>Another code in %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mã chưa đúng. Còn thử được %n lần.</source>
        <translation>
            <numerusform>Wrong code. %n try left.</numerusform>
            <numerusform>Wrong code. %n tries left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n người dùng số này</source>
        <translation>
            <numerusform>%n person uses this number</numerusform>
            <numerusform>%n people use this number</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cần hỗ trợ: %n người</source>
        <translation>
            <numerusform>%n person needs help</numerusform>
            <numerusform>%n people need help</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Đang thử lại lần %n…</source>
        <translation>
            <numerusform>Trying again, attempt %n…</numerusform>
            <numerusform>Trying again, attempt %n…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lượt chờ gửi</source>
        <translation>
            <numerusform>%n waiting to be sent</numerusform>
            <numerusform>%n waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Còn %n số nữa.</source>
        <translation>
            <numerusform>%n more digit.</numerusform>
            <numerusform>%n more digits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>và %n sự cố khác</source>
        <translation>
            <numerusform>and %n more fault</numerusform>
            <numerusform>and %n more faults</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Đang in lại %n phiếu</source>
        <translation>
            <numerusform>Printing %n slip again</numerusform>
            <numerusform>Printing %n slips again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Đã ghi nhận {word} %n người lúc {clock}</source>
        <translation>
            <numerusform>{word} recorded for %n person at {clock}</numerusform>
            <numerusform>{word} recorded for %n people at {clock}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ghi nhận cùng lúc %n người</source>
        <translation>
            <numerusform>Record %n person</numerusform>
            <numerusform>Record %n people at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>và %n người khác</source>
        <translation>
            <numerusform>and %n other</numerusform>
            <numerusform>and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n người ở cơ sở khác: xác minh số để thấy</source>
        <translation>
            <numerusform>%n person elsewhere: verify the number to see who</numerusform>
            <numerusform>%n people elsewhere: verify the number to see who</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mã chưa đúng, còn %n lần thử</source>
        <translation>
            <numerusform>Wrong code, %n try left</numerusform>
            <numerusform>Wrong code, %n tries left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Gửi lại sau %n giây</source>
        <translation>
            <numerusform>Again in %n second</numerusform>
            <numerusform>Again in %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Đã gộp %n hồ sơ</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records held for one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In lại cho cả %n người dùng số này</source>
        <translation>
            <numerusform>Again for %n person with this number</numerusform>
            <numerusform>Again for all %n with this number</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n ca</source>
        <translation>
            <numerusform>· %n case</numerusform>
            <numerusform>· %n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ghi %n lượt</source>
        <translation>
            <numerusform>Record %n entry</numerusform>
            <numerusform>Record %n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bỏ %n dòng chưa ghi?</source>
        <translation>
            <numerusform>Discard %n row that is not recorded?</numerusform>
            <numerusform>Discard %n rows that are not recorded?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n người: chọn</source>
        <translation>
            <numerusform>%n person: choose</numerusform>
            <numerusform>%n people: choose</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Đã ghi %n lượt từ sổ giấy.</source>
        <translation>
            <numerusform>%n entry recorded from the book.</numerusform>
            <numerusform>%n entries recorded from the book.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n việc cần xem trước khi vào ca.</source>
        <translation>
            <numerusform>%n thing to check before the shift.</numerusform>
            <numerusform>%n things to check before the shift.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n người còn đang chờ hỗ trợ</source>
        <translation>
            <numerusform>%n person is still waiting for help</numerusform>
            <numerusform>%n people are still waiting for help</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>· %n người</source>
        <translation>
            <numerusform>· %n person</numerusform>
            <numerusform>· %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phút</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n người</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Còn %n lần thử</source>
        <translation>
            <numerusform>%n try left</numerusform>
            <numerusform>%n tries left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Đã nhập sai %n lần.</source>
        <translation>
            <numerusform>Wrong once.</numerusform>
            <numerusform>Wrong %n times.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trang</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dòng</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sẽ ghi nhận %n người ra về.</source>
        <translation>
            <numerusform>The departure of %n person will be recorded.</numerusform>
            <numerusform>The departures of %n people will be recorded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Đã ghi nhận %n người ra về</source>
        <translation>
            <numerusform>%n departure recorded</numerusform>
            <numerusform>%n departures recorded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n người bên trong</source>
        <translation>
            <numerusform>%n person inside</numerusform>
            <numerusform>%n people inside</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n người có thể còn bên trong</source>
        <translation>
            <numerusform>%n person may still be inside</numerusform>
            <numerusform>%n people may still be inside</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ngày</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n giờ</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Còn %n câu chưa trả lời</source>
        <translation>
            <numerusform>%n question not answered</numerusform>
            <numerusform>%n questions not answered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tờ khai dở</source>
        <translation>
            <numerusform>%n unfinished form</numerusform>
            <numerusform>%n unfinished forms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nơi</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{unit} nay chia về %n nơi.</source>
        <translation>
            <numerusform>{unit} now belongs to %n place.</numerusform>
            <numerusform>{unit} is now divided among %n places.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Còn khoảng %n phiếu</source>
        <translation>
            <numerusform>About %n slip left</numerusform>
            <numerusform>About %n slips left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sắp hết giấy, còn khoảng %n phiếu</source>
        <translation>
            <numerusform>Paper is low, about %n slip left</numerusform>
            <numerusform>Paper is low, about %n slips left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bỏ %n thay đổi chưa lưu?</source>
        <translation>
            <numerusform>Discard %n unsaved change?</numerusform>
            <numerusform>Discard %n unsaved changes?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tìm thấy %n máy in</source>
        <translation>
            <numerusform>%n printer found</numerusform>
            <numerusform>%n printers found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n người nội trú, chăm bệnh</source>
        <translation>
            <numerusform>%n inpatient or carer</numerusform>
            <numerusform>%n inpatients and carers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n đêm</source>
        <translation>
            <numerusform>%n night</numerusform>
            <numerusform>%n nights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Còn %n ngày</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StaffCheck</name>
    <message>
        <source>Chỉ dành cho nhân viên</source>
        <translation>For staff only</translation>
    </message>
    <message>
        <source>Nhấn giữ từng dấu tròn ở hai góc trên màn hình, mỗi dấu ba giây.</source>
        <translation>Press and hold each of the two circles in the upper corners for three seconds.</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>StaffFrame</name>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Cấp cứu – vào ngay</source>
        <translation>Emergency – in at once</translation>
    </message>
    <message>
        <source>Khóa, %1</source>
        <translation>Lock, %1</translation>
    </message>
    <message>
        <source>Sơ tán: giữ 3 giây</source>
        <translation>Evacuation: hold for 3 s</translation>
    </message>
    <message>
        <source>In danh sách sơ tán, giữ 3 giây</source>
        <translation>Print the evacuation list, hold for 3 s</translation>
    </message>
</context>
<context>
    <name>CardBar</name>
    <message>
        <source>Vừa đọc một thẻ</source>
        <translation>A card was read</translation>
    </message>
    <message>
        <source>Tìm người này</source>
        <translation>Find this person</translation>
    </message>
    <message>
        <source>Ghi nhận đến/đi</source>
        <translation>Record in/out</translation>
    </message>
</context>
<context>
    <name>ChoicePanel</name>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>CodePanel</name>
    <message>
        <source>Không nhận được mã</source>
        <translation>No code came</translation>
    </message>
</context>
<context>
    <name>DeedBar</name>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>FamilyPage</name>
    <message>
        <source>Danh sách người đến/đi</source>
        <translation>Arrivals and departures</translation>
    </message>
    <message>
        <source>Gửi mã OTP</source>
        <translation>Send code</translation>
    </message>
    <message>
        <source>Thêm người dùng số này</source>
        <translation>Add a person to this number</translation>
    </message>
    <message>
        <source>Khai hộ xong, người này được ghi nhận đến</source>
        <translation>Once declared, this person is checked in</translation>
    </message>
    <message>
        <source>Thêm người này trước, rồi ghi nhận đến</source>
        <translation>Add this person first, then check in</translation>
    </message>
    <message>
        <source>Chạm để chọn người đến hoặc đi</source>
        <translation>Touch who arrives or leaves</translation>
    </message>
    <message>
        <source>Check in · ĐẾN</source>
        <translation>Check in · IN</translation>
    </message>
    <message>
        <source>Check out · ĐI</source>
        <translation>Check out · OUT</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>Danh sách người đến/đi</source>
        <translation>Arrivals and departures</translation>
    </message>
    <message>
        <source>Ẩn số</source>
        <translation>Hide numbers</translation>
    </message>
    <message>
        <source>Hiện số</source>
        <translation>Show numbers</translation>
    </message>
    <message>
        <source>Check in · ĐẾN</source>
        <translation>Check in · IN</translation>
    </message>
    <message>
        <source>Check out · ĐI</source>
        <translation>Check out · OUT</translation>
    </message>
    <message>
        <source>Đã gọi số này, đúng người</source>
        <translation>Called this number, right person</translation>
    </message>
    <message>
        <source>Sửa thông tin</source>
        <translation>Edit details</translation>
    </message>
    <message>
        <source>Gộp hồ sơ</source>
        <translation>Link with another</translation>
    </message>
    <message>
        <source>In lại, mất phiếu</source>
        <translation>Slip again, or lost</translation>
    </message>
    <message>
        <source>Người cùng số</source>
        <translation>Same number</translation>
    </message>
    <message>
        <source>Loại khách</source>
        <translation>Kind of visitor</translation>
    </message>
    <message>
        <source>Yêu cầu về dữ liệu</source>
        <translation>Data requests</translation>
    </message>
    <message>
        <source>Lượt đến, đi</source>
        <translation>Arrivals, departures</translation>
    </message>
    <message>
        <source>Xem thêm</source>
        <translation>Show more</translation>
    </message>
    <message>
        <source>Đã gọi, đúng người</source>
        <translation>Called, right person</translation>
    </message>
</context>
<context>
    <name>PersonFormPage</name>
    <message>
        <source>Họ tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Năm sinh</source>
        <translation>Year of birth</translation>
    </message>
    <message>
        <source>Số điện thoại</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>Nam</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>Nữ</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>Lưu</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Có thể trùng với</source>
        <translation>This may be</translation>
    </message>
    <message>
        <source>Là người này</source>
        <translation>It is this person</translation>
    </message>
    <message>
        <source>Là người khác</source>
        <translation>It is another</translation>
    </message>
</context>
<context>
    <name>LinkPage</name>
    <message>
        <source>Tìm người</source>
        <translation>Find a person</translation>
    </message>
    <message>
        <source>Tên, số điện thoại hoặc số thẻ</source>
        <translation>Name, phone or card number</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>LinkRow</name>
    <message>
        <source>Tách ra</source>
        <translation>Separate</translation>
    </message>
</context>
<context>
    <name>LetterKeys</name>
    <message>
        <source>Ẩn bàn phím</source>
        <translation>Hide keyboard</translation>
    </message>
    <message>
        <source>Xóa hết</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Xóa một ký tự</source>
        <translation>Erase one character</translation>
    </message>
    <message>
        <source>Dấu nháy</source>
        <translation>Apostrophe</translation>
    </message>
    <message>
        <source>dấu cách</source>
        <translation>space</translation>
    </message>
    <message>
        <source>Gạch nối</source>
        <translation>Hyphen</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Ô tiếp theo</source>
        <translation>Next field</translation>
    </message>
</context>
<context>
    <name>AccentRow</name>
    <message>
        <source>Bỏ dấu</source>
        <translation>Plain</translation>
    </message>
</context>
<context>
    <name>LetterRows</name>
    <message>
        <source>Xóa hết</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Chữ hoa</source>
        <translation>Capitals</translation>
    </message>
    <message>
        <source>Xóa một ký tự</source>
        <translation>Erase one character</translation>
    </message>
    <message>
        <source>Dấu nháy</source>
        <translation>Apostrophe</translation>
    </message>
    <message>
        <source>dấu cách</source>
        <translation>space</translation>
    </message>
    <message>
        <source>Gạch nối</source>
        <translation>Hyphen</translation>
    </message>
</context>
<context>
    <name>CaseLine</name>
    <message>
        <source>Nhận</source>
        <translation>Take</translation>
    </message>
</context>
<context>
    <name>CasePanel</name>
    <message>
        <source>Chạm một ca để mở. Gọi bằng số, không gọi tên.</source>
        <translation>Touch a case to open it. Call numbers, not names.</translation>
    </message>
    <message>
        <source>Tìm người này</source>
        <translation>Find this person</translation>
    </message>
    <message>
        <source>Thân nhiệt</source>
        <translation>Temperature</translation>
    </message>
    <message>
        <source>Ghi chú</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Chạm để ghi</source>
        <translation>Touch to write</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Kết thúc</source>
        <translation>Close the case</translation>
    </message>
    <message>
        <source>Cho vào</source>
        <translation>Let in</translation>
    </message>
    <message>
        <source>Vào lối riêng</source>
        <translation>Separate way in</translation>
    </message>
    <message>
        <source>Chưa cho vào</source>
        <translation>Not let in</translation>
    </message>
    <message>
        <source>Đã về</source>
        <translation>Went home</translation>
    </message>
    <message>
        <source>Chưa cho vào: vì sao? Bệnh nhân thì luôn được vào lối riêng.</source>
        <translation>Not let in: why? A patient always gets the separate way in.</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Gọi trưởng ca</source>
        <translation>Call shift lead</translation>
    </message>
    <message>
        <source>Người khác</source>
        <translation>Somebody else</translation>
    </message>
    <message>
        <source>Khai hộ</source>
        <translation>Declare for</translation>
    </message>
</context>
<context>
    <name>EmergencyPage</name>
    <message>
        <source>Cần bổ sung</source>
        <translation>To complete</translation>
    </message>
    <message>
        <source>Hoàn tác</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Bổ sung</source>
        <translation>Complete</translation>
    </message>
    <message>
        <source>Không bắt buộc. Lưu ngay khi chạm.</source>
        <translation>Optional. Saved at each touch.</translation>
    </message>
    <message>
        <source>Giới tính</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Khoảng tuổi</source>
        <translation>Age, about</translation>
    </message>
    <message>
        <source>Tìm tên người này</source>
        <translation>Find who it is</translation>
    </message>
</context>
<context>
    <name>FindPerson</name>
    <message>
        <source>Tìm người</source>
        <translation>Find a person</translation>
    </message>
    <message>
        <source>Về ca này</source>
        <translation>Back to case</translation>
    </message>
</context>
<context>
    <name>PaperEntriesPage</name>
    <message>
        <source>Nhập bù từ sổ giấy</source>
        <translation>From the paper book</translation>
    </message>
    <message>
        <source>Ngày trước</source>
        <translation>The day before</translation>
    </message>
    <message>
        <source>Ngày sau</source>
        <translation>The day after</translation>
    </message>
    <message>
        <source>Xóa dòng này</source>
        <translation>Delete this row</translation>
    </message>
    <message>
        <source>Ô tiếp theo</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>Ghi tiếp</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>PaperLine</name>
    <message>
        <source>Giờ, dòng %1</source>
        <translation>Time, row %1</translation>
    </message>
    <message>
        <source>Tên hoặc số điện thoại</source>
        <translation>Name or phone</translation>
    </message>
    <message>
        <source>Tên hoặc số điện thoại, dòng %1</source>
        <translation>Name or phone, row %1</translation>
    </message>
    <message>
        <source>Đến</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Đi</source>
        <translation>Out</translation>
    </message>
    <message>
        <source>Đến, dòng %1</source>
        <translation>In, row %1</translation>
    </message>
    <message>
        <source>Đi, dòng %1</source>
        <translation>Out, row %1</translation>
    </message>
</context>
<context>
    <name>ShiftCheckPage</name>
    <message>
        <source>Kiểm tra đầu ca</source>
        <translation>Before the shift</translation>
    </message>
    <message>
        <source>Mở Cần hỗ trợ</source>
        <translation>Open the support list</translation>
    </message>
    <message>
        <source>Hết ca</source>
        <translation>End shift</translation>
    </message>
    <message>
        <source>Hết ca, đăng xuất</source>
        <translation>End of shift, sign out</translation>
    </message>
    <message>
        <source>Vào ca</source>
        <translation>Begin the shift</translation>
    </message>
    <message>
        <source>Quy định tại điểm này</source>
        <translation>Rules of this venue</translation>
    </message>
    <message>
        <source>Tài khoản, nhật ký</source>
        <translation>Accounts, log</translation>
    </message>
    <message>
        <source>Máy in</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>In bàn giao ca</source>
        <translation>Print the handover</translation>
    </message>
    <message>
        <source>Đăng ký điểm kiểm dịch</source>
        <translation>Venue registration</translation>
    </message>
</context>
<context>
    <name>SupportListPage</name>
    <message>
        <source>Cần hỗ trợ</source>
        <translation>Support list</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Dành cho nhân viên</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>Người khác</source>
        <translation>Other names</translation>
    </message>
    <message>
        <source>Quên mã PIN? Người quản trị đặt lại được.</source>
        <translation>Forgot the PIN? An administrator can give a new one.</translation>
    </message>
    <message>
        <source>Dùng mã khôi phục</source>
        <translation>Use recovery code</translation>
    </message>
    <message>
        <source>Cổng vẫn ghi nhận người đến, đi trong lúc này.</source>
        <translation>The gate goes on recording meanwhile.</translation>
    </message>
</context>
<context>
    <name>NewPinPage</name>
    <message>
        <source>Dành cho nhân viên</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>Đã ghi lại</source>
        <translation>I have written it down</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Giấy khổ A4, ghi thành tệp PDF</source>
        <translation>A4 papers, saved as PDF</translation>
    </message>
    <message>
        <source>Tờ hướng dẫn</source>
        <translation>Poster</translation>
    </message>
    <message>
        <source>Sổ giấy trống</source>
        <translation>Blank log sheets</translation>
    </message>
    <message>
        <source>Danh sách sơ tán</source>
        <translation>Evacuation list</translation>
    </message>
    <message>
        <source>Thẻ đã cấp</source>
        <translation>Cards issued</translation>
    </message>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Báo cáo</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>Ngày hay tháng</source>
        <translation>Day or month</translation>
    </message>
    <message>
        <source>Một ngày</source>
        <translation>One day</translation>
    </message>
    <message>
        <source>Một tháng</source>
        <translation>One month</translation>
    </message>
    <message>
        <source>Tháng trước</source>
        <translation>Month before</translation>
    </message>
    <message>
        <source>Ngày trước</source>
        <translation>Day before</translation>
    </message>
    <message>
        <source>Tháng sau</source>
        <translation>Month after</translation>
    </message>
    <message>
        <source>Ngày sau</source>
        <translation>Day after</translation>
    </message>
    <message>
        <source>Danh sách họ&#xa0;tên</source>
        <translation>List of names</translation>
    </message>
    <message>
        <source>Số liệu tổng hợp</source>
        <translation>Totals only</translation>
    </message>
    <message>
        <source>Loại tệp và nơi ghi</source>
        <translation>Kind of file and where to save it</translation>
    </message>
    <message>
        <source>Cắm USB vào máy rồi chờ vài giây.</source>
        <translation>Plug in a USB stick and wait a few seconds.</translation>
    </message>
    <message>
        <source>USB %1</source>
        <translation>USB %1</translation>
    </message>
    <message>
        <source>Thư mục %1</source>
        <translation>Folder %1</translation>
    </message>
    <message>
        <source>In danh sách sơ&#xa0;tán</source>
        <translation>Print evacuation list</translation>
    </message>
    <message>
        <source>Xuất tệp</source>
        <translation>Export the file</translation>
    </message>
    <message>
        <source>Dừng</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Ghi nhận tất cả đã ra</source>
        <translation>Record that all are out</translation>
    </message>
    <message>
        <source>Chưa</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>Đúng, tất cả đã ra</source>
        <translation>Yes, all are out</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Xuất nhật ký</source>
        <translation>Export the log</translation>
    </message>
</context>
<context>
    <name>DayListPage</name>
    <message>
        <source>Danh sách người đến/đi</source>
        <translation>Arrivals and departures</translation>
    </message>
    <message>
        <source>Đang có mặt</source>
        <translation>Inside</translation>
    </message>
    <message>
        <source>Chạm để hiện danh sách</source>
        <translation>Touch to show the list</translation>
    </message>
    <message>
        <source>Ngày khác</source>
        <translation>Other day</translation>
    </message>
    <message>
        <source>Lọc</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Số điện thoại, tên, số thẻ</source>
        <translation>Phone, name, card number</translation>
    </message>
    <message>
        <source>Tìm người</source>
        <translation>Find somebody</translation>
    </message>
    <message>
        <source>Cần hỗ trợ</source>
        <translation>Need help</translation>
    </message>
    <message>
        <source>Cần bổ sung</source>
        <translation>Incomplete</translation>
    </message>
    <message>
        <source>Nhập bù</source>
        <translation>Paper book</translation>
    </message>
    <message>
        <source>Ca trực</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Kiểm tra đầu ca, hết ca</source>
        <translation>Start of shift check, end of shift</translation>
    </message>
    <message>
        <source>Báo cáo</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>Sơ tán</source>
        <translation>Evacuation</translation>
    </message>
    <message>
        <source>In danh sách sơ tán</source>
        <translation>Print the evacuation list</translation>
    </message>
</context>
<context>
    <name>ArrivalsPlot</name>
    <message>
        <source>Đến mỗi 15 phút</source>
        <translation>Arrivals every 15 min</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Tìm người</source>
        <translation>Find somebody</translation>
    </message>
</context>
<context>
    <name>PolicyPage</name>
    <message>
        <source>Quy định tại điểm này</source>
        <translation>Rules of this venue</translation>
    </message>
    <message>
        <source>Thông báo quyền riêng tư</source>
        <translation>Privacy notice</translation>
    </message>
    <message>
        <source>Máy tự viết theo các quy định ở đây.</source>
        <translation>Written from the rules on this page.</translation>
    </message>
    <message>
        <source>Các quy định khác</source>
        <translation>Other rules</translation>
    </message>
    <message>
        <source>Lưu thay đổi</source>
        <translation>Save changes</translation>
    </message>
    <message>
        <source>Sửa tiếp</source>
        <translation>Keep editing</translation>
    </message>
</context>
<context>
    <name>AskPanel</name>
    <message>
        <source>Thôi</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>DeclareDone</name>
    <message>
        <source>Thêm người cùng đi</source>
        <translation>Add a companion</translation>
    </message>
    <message>
        <source>Khai hộ người khác</source>
        <translation>Declare for another</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>UnitRow</name>
    <message>
        <source>Trước 07/2025</source>
        <translation>Before 07/2025</translation>
    </message>
    <message>
        <source>Hiện nay</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Chia về %1 nơi</source>
        <translation>Divided among %1 places</translation>
    </message>
    <message>
        <source>Cùng tỉnh</source>
        <translation>Same province</translation>
    </message>
</context>
<context>
    <name>DeclareHealth</name>
    <message>
        <source>Chỉ chạm câu trả lời nghe được.</source>
        <translation>Touch only answers you heard.</translation>
    </message>
</context>
<context>
    <name>StepBar</name>
    <message>
        <source>Tiếp tục</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>DeclareAddress</name>
    <message>
        <source>Xã, phường</source>
        <translation>Commune</translation>
    </message>
    <message>
        <source>Tên cũ hoặc mới</source>
        <translation>Former or new name</translation>
    </message>
    <message>
        <source>Số nhà, đường, thôn</source>
        <translation>House, street, village</translation>
    </message>
    <message>
        <source>Không bắt buộc</source>
        <translation>Optional</translation>
    </message>
    <message>
        <source>Không tìm thấy nơi nào. Gõ tên khác, cũ hay mới đều được.</source>
        <translation>Nothing found. Try another name, former or new.</translation>
    </message>
    <message>
        <source>Tên cũ hay mới đều được, không cần gõ dấu. Chạm nơi đúng để điền.</source>
        <translation>Former or new names, with or without accents. Touch the right place.</translation>
    </message>
</context>
<context>
    <name>DeclareConfirm</name>
    <message>
        <source>Đọc lại cho người khai nghe</source>
        <translation>Read it back aloud</translation>
    </message>
    <message>
        <source>Ai khai?</source>
        <translation>Who declares?</translation>
    </message>
    <message>
        <source>Hoặc khai hộ, người khai là</source>
        <translation>Or on their behalf, by their</translation>
    </message>
    <message>
        <source>Gửi thông tin và check in</source>
        <translation>Send and check in</translation>
    </message>
</context>
<context>
    <name>ReadBackBlock</name>
    <message>
        <source>Sửa</source>
        <translation>Edit</translation>
    </message>
</context>
<context>
    <name>DeclarePage</name>
    <message>
        <source>Khai hộ</source>
        <translation>Declare for</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Ô tiếp theo</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>Khai tiếp</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>DeclarePerson</name>
    <message>
        <source>Họ và tên</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>Chưa đặt tên</source>
        <translation>No name yet</translation>
    </message>
    <message>
        <source>Chưa nhập</source>
        <translation>Empty</translation>
    </message>
    <message>
        <source>Nhập tên</source>
        <translation>Type a name</translation>
    </message>
    <message>
        <source>Số điện thoại người thân</source>
        <translation>Relative's phone number</translation>
    </message>
    <message>
        <source>Số điện thoại</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>Không có</source>
        <translation>None</translation>
    </message>
    <message>
        <source>Số người thân</source>
        <translation>Relative's</translation>
    </message>
    <message>
        <source>Năm sinh</source>
        <translation>Year of birth</translation>
    </message>
    <message>
        <source>Giới tính</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Nam</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>Nữ</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>Khác</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Thẻ BHYT hoặc căn cước</source>
        <translation>Insurance or ID card</translation>
    </message>
    <message>
        <source>Quét thẻ hoặc nhập số</source>
        <translation>Scan or type the number</translation>
    </message>
    <message>
        <source>Số của ai?</source>
        <translation>Whose?</translation>
    </message>
</context>
<context>
    <name>AskToday</name>
    <message>
        <source>Nay thuộc xã, phường nào?</source>
        <translation>Which commune is it today?</translation>
    </message>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Chưa rõ, giữ tên cũ</source>
        <translation>Not sure, keep the former name</translation>
    </message>
</context>
<context>
    <name>QuestionPart</name>
    <message>
        <source>Chọn trong danh sách</source>
        <translation>Choose from the list</translation>
    </message>
    <message>
        <source>Chưa nhập</source>
        <translation>Empty</translation>
    </message>
</context>
<context>
    <name>FamilyRow</name>
    <message>
        <source>Khai hộ</source>
        <translation>Declare for</translation>
    </message>
</context>
<context>
    <name>DeclareButton</name>
    <message>
        <source>Khai hộ người mới</source>
        <translation>Declare for somebody new</translation>
    </message>
</context>
<context>
    <name>OwnTop</name>
    <message>
        <source>Quay lại</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Chữ thường</source>
        <translation>Usual text</translation>
    </message>
    <message>
        <source>Chữ to</source>
        <translation>Large text</translation>
    </message>
</context>
<context>
    <name>OwnQuestion</name>
    <message>
        <source>Xem thêm</source>
        <translation>More</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>OwnReview</name>
    <message>
        <source>Người khai</source>
        <translation>Declared by</translation>
    </message>
    <message>
        <source>Tự khai</source>
        <translation>Myself</translation>
    </message>
    <message>
        <source>Khai hộ</source>
        <translation>For someone else</translation>
    </message>
    <message>
        <source>Đồng ý cho dùng thông tin này để phòng, chống dịch</source>
        <translation>I agree that this information is used to prevent disease</translation>
    </message>
    <message>
        <source>Không đồng ý</source>
        <translation>I do not agree</translation>
    </message>
    <message>
        <source>Gửi thông tin</source>
        <translation>Send</translation>
    </message>
</context>
<context>
    <name>ReviewList</name>
    <message>
        <source>Sửa</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>Lên</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>Xem thêm</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>ExpressPage</name>
    <message>
        <source>Khai báo y tế</source>
        <translation>Health declaration</translation>
    </message>
    <message>
        <source>Không có điều nào nêu trên</source>
        <translation>None of the above</translation>
    </message>
    <message>
        <source>Có – khai chi tiết</source>
        <translation>Yes – give details</translation>
    </message>
    <message>
        <source>Khai với nhân viên</source>
        <translation>Declare with staff</translation>
    </message>
    <message>
        <source>Không đồng ý</source>
        <translation>I do not agree</translation>
    </message>
    <message>
        <source>Đồng ý và gửi</source>
        <translation>Agree and send</translation>
    </message>
</context>
<context>
    <name>SelfDeclarationPage</name>
    <message>
        <source>Tiếp tục</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Xin cảm ơn.</source>
        <translation>Thank you.</translation>
    </message>
</context>
<context>
    <name>AccountsPage</name>
    <message>
        <source>Tài khoản</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>Chạm một tài khoản để đặt mã PIN mới, mở khóa hoặc ngừng dùng.</source>
        <translation>Touch an account to set a new PIN, unlock it or take it out of use.</translation>
    </message>
    <message>
        <source>Nhật ký</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Thêm tài khoản</source>
        <translation>Add an account</translation>
    </message>
    <message>
        <source>Tên trên ô đăng nhập</source>
        <translation>Name on the sign-in tile</translation>
    </message>
    <message>
        <source>Nhân viên</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>Quản trị</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Tiếp tục</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Chính người có tài khoản nhập. Không dùng số lặp lại, số liền nhau, ngày sinh hay số điện thoại cơ sở.</source>
        <translation>The account&apos;s owner types it. No repeated or consecutive digits, no birthday, none of the venue&apos;s phone numbers.</translation>
    </message>
</context>
<context>
    <name>TrailPage</name>
    <message>
        <source>Nhật ký</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Xuất tệp</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Người đến chỉ có mã, không có tên. Nhật ký không sửa được.</source>
        <translation>Visitors appear by code only, never by name. The log cannot be changed.</translation>
    </message>
</context>
<context>
    <name>LeaveQuestion</name>
    <message>
        <source>Bỏ</source>
        <translation>Discard</translation>
    </message>
</context>
<context>
    <name>PrinterSetupPage</name>
    <message>
        <source>Máy in</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Máy thứ nhất</source>
        <translation>First printer</translation>
    </message>
    <message>
        <source>Máy thứ hai</source>
        <translation>Second printer</translation>
    </message>
    <message>
        <source>Không dùng máy in thứ hai</source>
        <translation>Use no second printer</translation>
    </message>
    <message>
        <source>Tìm lại</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>Đã thay cuộn mới</source>
        <translation>New roll is in</translation>
    </message>
    <message>
        <source>In thử lần nữa</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>In thử</source>
        <translation>Print a test page</translation>
    </message>
    <message>
        <source>Đúng như hình</source>
        <translation>It looks like this</translation>
    </message>
    <message>
        <source>Nếu chưa đúng, chạm hình giống nhất:</source>
        <translation>If not, touch the picture it looks most like:</translation>
    </message>
    <message>
        <source>Chữ lạ, lộn xộn</source>
        <translation>Garbled text</translation>
    </message>
    <message>
        <source>Mất mép, quá rộng</source>
        <translation>Cut off, too wide</translation>
    </message>
    <message>
        <source>Không ra gì</source>
        <translation>Nothing came out</translation>
    </message>
    <message>
        <source>Máy sẽ kiểm tra cáp, nắp giấy và cổng</source>
        <translation>The kiosk checks cable, cover and port</translation>
    </message>
    <message>
        <source>Khổ giấy</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>58 mm</source>
        <translation>58 mm</translation>
    </message>
    <message>
        <source>80 mm</source>
        <translation>80 mm</translation>
    </message>
    <message>
        <source>Dao cắt</source>
        <translation>Cutter</translation>
    </message>
    <message>
        <source>Không có</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Có</source>
        <translation>Yes</translation>
    </message>
</context>
<context>
    <name>PrintedSample</name>
    <message>
        <source>Bản in thử</source>
        <translation>Test page</translation>
    </message>
</context>
<context>
    <name>VenuePage</name>
    <message>
        <source>Đăng ký điểm kiểm dịch</source>
        <translation>Venue registration</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Thêm cổng</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Ô tiếp theo</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>Sửa tiếp</source>
        <translation>Keep editing</translation>
    </message>
</context>
<context>
    <name>VenueForm</name>
    <message>
        <source>Do trung tâm đặt</source>
        <translation>Set by the hub</translation>
    </message>
    <message>
        <source>Tên điểm</source>
        <translation>Name of the venue</translation>
    </message>
    <message>
        <source>Điện thoại</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Loại điểm</source>
        <translation>Kind of venue</translation>
    </message>
    <message>
        <source>Số nhà, đường</source>
        <translation>House number, street</translation>
    </message>
    <message>
        <source>Xã, phường</source>
        <translation>Commune, ward</translation>
    </message>
    <message>
        <source>Cổng (cổng đậm là cổng này)</source>
        <translation>Entrances (this one is marked)</translation>
    </message>
    <message>
        <source>%1 cổng nữa</source>
        <translation>%1 more</translation>
    </message>
    <message>
        <source>Thêm</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Các cổng của điểm</source>
        <translation>Entrances of the venue</translation>
    </message>
    <message>
        <source>Giờ mở cửa</source>
        <translation>Opening time</translation>
    </message>
    <message>
        <source>Luôn mở</source>
        <translation>Always open</translation>
    </message>
    <message>
        <source>Giờ đóng cửa</source>
        <translation>Closing time</translation>
    </message>
    <message>
        <source>Không đóng</source>
        <translation>Never closes</translation>
    </message>
    <message>
        <source>Đường dây nóng</source>
        <translation>Hotline</translation>
    </message>
    <message>
        <source>Gọi kỹ thuật</source>
        <translation>Technical support</translation>
    </message>
</context>
<context>
    <name>VenuePaper</name>
    <message>
        <source>Áp phích</source>
        <translation>Poster</translation>
    </message>
    <message>
        <source>Phiếu</source>
        <translation>Slip</translation>
    </message>
    <message>
        <source>Mã QR trên áp phích</source>
        <translation>QR code on the poster</translation>
    </message>
    <message>
        <source>Địa chỉ trong mã QR</source>
        <translation>Address in the QR code</translation>
    </message>
    <message>
        <source>Chưa có mã: áp phích chỉ có hình</source>
        <translation>No code: pictures only</translation>
    </message>
    <message>
        <source>Dòng riêng trên phiếu</source>
        <translation>Own line on slips</translation>
    </message>
    <message>
        <source>Đang in đủ họ tên</source>
        <translation>Full names are printed</translation>
    </message>
    <message>
        <source>In đủ họ tên trên phiếu</source>
        <translation>Print full names on slips</translation>
    </message>
    <message>
        <source>Lấy logo từ USB</source>
        <translation>Logo from USB</translation>
    </message>
    <message>
        <source>Bỏ logo</source>
        <translation>No logo</translation>
    </message>
    <message>
        <source>Lưu thông tin</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Xuất áp phích A4</source>
        <translation>Export A4 poster</translation>
    </message>
</context>
<context>
    <name>VenueTyping</name>
    <message>
        <source>Bỏ cổng này</source>
        <translation>Remove this one</translation>
    </message>
    <message>
        <source>Thêm số</source>
        <translation>Add a number</translation>
    </message>
    <message>
        <source>Không tìm thấy nơi nào. Gõ tên khác, cũ hay mới đều được.</source>
        <translation>Nothing found. Type another name, old or new.</translation>
    </message>
    <message>
        <source>Hoặc đưa áp phích đang dùng trước máy quét của bàn.</source>
        <translation>Or hold the poster in use before the desk's scanner.</translation>
    </message>
    <message>
        <source>Xong</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>DataRequestsPage</name>
    <message>
        <source>Yêu cầu về dữ liệu</source>
        <translation>Data requests</translation>
    </message>
</context>
</TS>
