#include "textflag.h"

// Rows of ·lanes4 and ·lanes1, which assembly_amd64.go fills.
#define LIMIT ·lanes4+0(SB)
#define LEAST ·lanes4+32(SB)
#define LOG2E ·lanes4+64(SB)
#define HALF ·lanes4+96(SB)
#define LN2HIGH ·lanes4+128(SB)
#define LN2LOW ·lanes4+160(SB)
#define P0 ·lanes4+192(SB)
#define P1 ·lanes4+224(SB)
#define P2 ·lanes4+256(SB)
#define P3 ·lanes4+288(SB)
#define P4 ·lanes4+320(SB)
#define P5 ·lanes4+352(SB)
#define ONE ·lanes4+384(SB)
#define EXPONENT ·lanes4+416(SB)

// EXP4 is exp4 of eight values in Y0. It uses Y1, Y2 and Y3.
#define EXP4 \
	VMINPS LIMIT, Y0, Y0; \
	VMAXPS LEAST, Y0, Y0; \
	VMULPS LOG2E, Y0, Y1; \
	VADDPS HALF, Y1, Y1; \
	VROUNDPS $1, Y1, Y1; \
	VMULPS LN2HIGH, Y1, Y2; \
	VSUBPS Y2, Y0, Y0; \
	VMULPS LN2LOW, Y1, Y2; \
	VSUBPS Y2, Y0, Y0; \
	VMULPS P0, Y0, Y2; \
	VADDPS P1, Y2, Y2; \
	VMULPS Y0, Y2, Y2; \
	VADDPS P2, Y2, Y2; \
	VMULPS Y0, Y2, Y2; \
	VADDPS P3, Y2, Y2; \
	VMULPS Y0, Y2, Y2; \
	VADDPS P4, Y2, Y2; \
	VMULPS Y0, Y2, Y2; \
	VADDPS P5, Y2, Y2; \
	VMULPS Y0, Y0, Y3; \
	VMULPS Y3, Y2, Y2; \
	VADDPS Y0, Y2, Y2; \
	VADDPS ONE, Y2, Y2; \
	VCVTTPS2DQ Y1, Y1; \
	VPADDD EXPONENT, Y1, Y1; \
	VPSLLD $23, Y1, Y1; \
	VMULPS Y1, Y2, Y0

// func exp4AVX2(x *float32, n int, most float32)
// n is a multiple of 8, not 0.
TEXT ·exp4AVX2(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS most+16(FP), Y4

eight4:
	VMOVUPS (DI), Y0
	VSUBPS Y4, Y0, Y0
	EXP4
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ  eight4
	VZEROUPPER
	RET

// func mixAVX2(cells, f, w, out *float32, n int)
// n is a multiple of 8, not 0.
TEXT ·mixAVX2(SB), NOSPLIT, $0-40
	MOVQ cells+0(FP), DI
	MOVQ f+8(FP), SI
	MOVQ w+16(FP), DX
	MOVQ out+24(FP), BX
	MOVQ n+32(FP), CX
	VMOVUPS ONE, Y5
	VXORPS Y6, Y6, Y6

eightmix:
	VMOVUPS (SI), Y0
	EXP4
	VADDPS Y0, Y5, Y1
	VDIVPS Y1, Y0, Y0      // g
	VSUBPS Y0, Y5, Y1      // 1-g
	VMULPS (DI), Y0, Y0
	VMULPS (DX), Y1, Y1
	VADDPS Y1, Y0, Y0
	VMOVUPS Y0, (DI)
	VMAXPS Y6, Y0, Y0
	VMOVUPS Y0, (BX)
	ADDQ $32, DI
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, BX
	SUBQ $8, CX
	JNZ  eightmix
	VZEROUPPER
	RET

#define SCALE ·lanes1+0(SB)
#define ROUND ·lanes1+32(SB)
#define C0 ·lanes1+64(SB)
#define C1 ·lanes1+96(SB)
#define C2 ·lanes1+128(SB)
#define ONE1 ·lanes1+160(SB)
#define INDEX ·lanes1+192(SB)

// func exp1AVX2(x *float32, n int, most, least float32)
// n is a multiple of 4, not 0.
TEXT ·exp1AVX2(SB), NOSPLIT, $0-24
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS most+16(FP), X8
	VBROADCASTSS least+20(FP), X9
	LEAQ ·powers(SB), SI

four1:
	VMOVUPS (DI), X0
	VSUBPS X8, X0, X0
	VMAXPS X9, X0, X0
	VCVTPS2PD X0, Y0
	VMULPD SCALE, Y0, Y0   // z
	VADDPD ROUND, Y0, Y1   // k in the low bits
	VSUBPD ROUND, Y1, Y2   // k
	VSUBPD Y2, Y0, Y0      // r
	VMULPD C0, Y0, Y3
	VADDPD C1, Y3, Y3
	VMULPD Y0, Y0, Y4
	VMULPD Y4, Y3, Y3
	VMULPD C2, Y0, Y4
	VADDPD ONE1, Y4, Y4
	VADDPD Y4, Y3, Y3      // y
	VPAND INDEX, Y1, Y5
	VPCMPEQD Y7, Y7, Y7
	VGATHERQPD Y7, (SI)(Y5*8), Y6
	VPSUBQ Y5, Y1, Y1      // 32·(k/32) in the low bits
	VPSLLQ $47, Y1, Y1
	VPADDQ Y1, Y6, Y6
	VMULPD Y6, Y3, Y3
	VCVTPD2PSY Y3, X0
	VMOVUPS X0, (DI)
	ADDQ $16, DI
	SUBQ $4, CX
	JNZ  four1
	VZEROUPPER
	RET
