#include "textflag.h"

// func addAVX2(x, y *float32, n int)
// n is a multiple of 8, not 0.
TEXT ·addAVX2(SB), NOSPLIT, $0-24
	MOVQ x+0(FP), DI
	MOVQ y+8(FP), SI
	MOVQ n+16(FP), CX

eightadd:
	VMOVUPS (DI), Y0
	VADDPS (SI), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ  eightadd
	VZEROUPPER
	RET

// func sumRowsAVX2(sums *[8]float32, rows *[8]*float32, n int)
// Eight rows side by side, since each sum has to wait for itself.
TEXT ·sumRowsAVX2(SB), NOSPLIT, $0-24
	MOVQ rows+8(FP), SI
	MOVQ 0(SI), R8
	MOVQ 8(SI), R9
	MOVQ 16(SI), R10
	MOVQ 24(SI), R11
	MOVQ 32(SI), R12
	MOVQ 40(SI), R13
	MOVQ 48(SI), AX
	MOVQ 56(SI), BX
	MOVQ n+16(FP), CX
	XORQ DX, DX
	VXORPS X0, X0, X0
	VXORPS X1, X1, X1
	VXORPS X2, X2, X2
	VXORPS X3, X3, X3
	VXORPS X4, X4, X4
	VXORPS X5, X5, X5
	VXORPS X6, X6, X6
	VXORPS X7, X7, X7

column:
	VADDSS (R8)(DX*4), X0, X0
	VADDSS (R9)(DX*4), X1, X1
	VADDSS (R10)(DX*4), X2, X2
	VADDSS (R11)(DX*4), X3, X3
	VADDSS (R12)(DX*4), X4, X4
	VADDSS (R13)(DX*4), X5, X5
	VADDSS (AX)(DX*4), X6, X6
	VADDSS (BX)(DX*4), X7, X7
	INCQ DX
	CMPQ DX, CX
	JLT  column
	MOVQ sums+0(FP), DI
	VMOVSS X0, 0(DI)
	VMOVSS X1, 4(DI)
	VMOVSS X2, 8(DI)
	VMOVSS X3, 12(DI)
	VMOVSS X4, 16(DI)
	VMOVSS X5, 20(DI)
	VMOVSS X6, 24(DI)
	VMOVSS X7, 28(DI)
	RET

// func squaresAVX2(dst, x *float32, n int, mean float32)
// n is a multiple of 8, not 0.
TEXT ·squaresAVX2(SB), NOSPLIT, $0-28
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	VBROADCASTSS mean+24(FP), Y1

eightsquares:
	VMOVUPS (SI), Y0
	VSUBPS Y1, Y0, Y0
	VMULPS Y0, Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ  eightsquares
	VZEROUPPER
	RET

// func normAVX2(x *float32, n int, mean, sigma float32, scale, bias *float32)
// n is a multiple of 8, not 0.
TEXT ·normAVX2(SB), NOSPLIT, $0-40
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS mean+16(FP), Y1
	VBROADCASTSS sigma+20(FP), Y2
	MOVQ scale+24(FP), SI
	MOVQ bias+32(FP), DX

eightnorm:
	VMOVUPS (DI), Y0
	VSUBPS Y1, Y0, Y0
	VDIVPS Y2, Y0, Y0
	VMULPS (SI), Y0, Y0
	VADDPS (DX), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	ADDQ $32, DX
	SUBQ $8, CX
	JNZ  eightnorm
	VZEROUPPER
	RET

// func divideAVX2(x *float32, n int, by float32)
// n is a multiple of 8, not 0.
TEXT ·divideAVX2(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS by+16(FP), Y1

eightdivide:
	VMOVUPS (DI), Y0
	VDIVPS Y1, Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ  eightdivide
	VZEROUPPER
	RET
